// Stand-in for the JSR package @std/cli, for machines that cannot reach JSR.
// It gives the flag parser, the secret prompt and the width of a text, with the names, signatures
// and behaviour that @std/cli 1.x documents. Spinners and the unstable parts are left out.
export { type Args, parseArgs, type ParseOptions } from "./parse_args.ts";
export { promptSecret, type PromptSecretOptions } from "./prompt_secret.ts";
export { unicodeWidth } from "./unicode_width.ts";
