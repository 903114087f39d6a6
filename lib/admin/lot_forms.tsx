// What is typed for a lot: a bid from the room, an ask, an increment, a reason.
//
// A bid's amount may stay empty: it is then the next bid, as the form stood when Enter was pressed.

import type { Child } from "hono/jsx";
import type { BidKind } from "../auction/command.ts";
import { askAt } from "../auction/dutch.ts";
import { isSealed } from "../auction/lot.ts";
import type { LotView } from "../auction/view.ts";
import type { FloorScene } from "./floor_scene.ts";
import type { Question } from "./floor_texts.ts";
import { Key, questionAttributes } from "./lot_button.tsx";

interface FormProps {
  readonly lot: LotView;
  readonly scene: FloorScene;
}

/** What someone in the room bids, entered by paddle. */
export function FloorBidForm({ lot, scene }: FormProps) {
  const { texts: { actions: texts }, money, nowMs, who } = scene;
  const { format } = lot.lot;
  const { leader } = lot.standing;
  const ask = askAt(lot, nowMs);
  const kind = kindOf(lot);
  // The best of a sealed lot is nobody's next bid: there an amount has to be said.
  const amount = isSealed(format) ? {} : { amount: ask };
  return (
    <LotForm
      lot={lot}
      name="floor-bids"
      title={texts.floorBidTitle}
      body={{ kind, ...amount }}
      risen={format.type === "japanese" ? undefined : texts.bidRisen}
      ownLead={leader === null || format.type !== "english"
        ? undefined
        : { paddle: leader, ...texts.confirm.ownLead(who(leader)) }}
      done={texts.bidDone}
      button={texts.floorBid}
    >
      <BidderField lot={lot} scene={scene} />
      {format.type === "japanese"
        ? (
          <p class="lot-form-field">
            <label for={`floor-kind-${lot.lot.id}`}>{texts.kind}</label>
            <select id={`floor-kind-${lot.lot.id}`} name="kind">
              <option value="enter">{texts.enter}</option>
              <option value="leave">{texts.leave}</option>
            </select>
          </p>
        )
        : (
          <Field
            lot={lot}
            form="floor-bids"
            name="amount"
            label={texts.amount}
            kind="money"
            placeholder={isSealed(format) ? undefined : money(ask)}
            required={isSealed(format)}
          />
        )}
      {format.type === "uniform"
        ? (
          <Field
            lot={lot}
            form="floor-bids"
            name="quantity"
            label={texts.quantity}
            kind="number"
            placeholder="1"
          />
        )
        : null}
    </LotForm>
  );
}

/** Who bids. Where no paddle begins with a letter, `b` and `h` are keys in it until a digit is typed. */
function BidderField({ lot, scene: { view, texts } }: FormProps) {
  return (
    <Field
      lot={lot}
      form="floor-bids"
      name="paddle"
      label={texts.actions.paddle}
      shortcut="b"
      keysWhenEmpty={[...view.paddles.keys()].every((paddle) => /^[0-9]/.test(paddle))}
      required
    />
  );
}

/** An amount called in the room is that very price; a sealed one is the most that is paid. */
function kindOf({ lot: { format } }: LotView): BidKind {
  if (format.type === "english") return "exact";
  if (format.type === "dutch") return "buy";
  return format.type === "japanese" ? "enter" : "max";
}

/** What the next bid has to reach. */
export function AskForm({ lot, scene }: FormProps) {
  const { texts: { actions: texts }, money } = scene;
  return (
    <LotForm lot={lot} name="ask" done={texts.done} button={texts.askButton}>
      <Field
        lot={lot}
        form="ask"
        name="ask"
        label={texts.ask}
        kind="money"
        shortcut="a"
        required
        placeholder={money(lot.standing.ask)}
      />
    </LotForm>
  );
}

/** One increment for all prices from now on. */
export function IncrementForm({ lot, scene }: FormProps) {
  const { texts: { actions: texts } } = scene;
  return (
    <LotForm lot={lot} name="increments" done={texts.done} button={texts.incrementButton}>
      <Field
        lot={lot}
        form="increments"
        name="increments.fixed"
        label={texts.increment}
        kind="money"
        required
      />
    </LotForm>
  );
}

/** Whose bids are void, and why. */
export function RetractForm({ lot, scene }: FormProps) {
  const { texts: { actions: texts } } = scene;
  const { format, id } = lot.lot;
  const question = texts.confirm.retract(id);
  return (
    <LotForm
      lot={lot}
      name="retract"
      title={texts.retract}
      done={texts.done}
      button={question.verb}
      question={question}
      effect={isSealed(format) ? texts.retract : undefined}
    >
      <Field lot={lot} form="retract" name="paddle" label={texts.paddle} required />
      <Field lot={lot} form="retract" name="reason" label={texts.reason} help={texts.reasonHelp} />
    </LotForm>
  );
}

/** Why the lot leaves the sale. */
export function WithdrawForm({ lot, scene }: FormProps) {
  const { texts: { actions: texts } } = scene;
  return (
    <LotForm
      lot={lot}
      name="withdraw"
      title={texts.withdraw}
      done={texts.done}
      button={texts.withdraw}
      question={texts.confirm.withdraw(lot.lot.id)}
    >
      <Field lot={lot} form="withdraw" name="reason" label={texts.reason} help={texts.reasonHelp} />
    </LotForm>
  );
}

/** How long a lot with a clock runs when it is offered again. */
export function ReopenForm({ lot, scene }: FormProps) {
  const { texts: { actions: texts } } = scene;
  const { id } = lot.lot;
  return (
    <LotForm
      lot={lot}
      name="reopen"
      done={texts.done}
      button={texts.reopen(id)}
      question={texts.confirm.reopen(id)}
    >
      <Field
        lot={lot}
        form="reopen"
        name="durationSeconds"
        label={texts.reopenSeconds}
        kind="number"
        required
      />
    </LotForm>
  );
}

interface LotFormProps {
  readonly lot: LotView;
  /** The last part of the path, and the name of the form. */
  readonly name: string;
  readonly title?: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** An empty amount means the next bid; this is said where it has only just gone up (floor_page.js). */
  readonly risen?: string | undefined;
  /** What is asked where the form is sent for this paddle, which leads already (floor_page.js). */
  readonly ownLead?: Question & { readonly paddle: string; readonly effect: string } | undefined;
  readonly done: string;
  readonly button: string;
  readonly question?: Question;
  readonly effect?: string | undefined;
  readonly children: Child;
}

function LotForm({ lot: { lot: { id } }, name, title, ...props }: LotFormProps) {
  const heading = `form-${name}-${id}`;
  return (
    <form
      id={`${heading}-fields`}
      class="lot-form"
      data-action={`/api/v1/lots/${id}/${name}`}
      data-body={props.body === undefined ? undefined : JSON.stringify(props.body)}
      data-risen={props.risen}
      data-own-lead={props.ownLead === undefined ? undefined : JSON.stringify(props.ownLead)}
      data-done={props.done}
      data-clear=""
      autocomplete="off"
      aria-labelledby={title === undefined ? undefined : heading}
      {...questionAttributes(props.question, props.effect)}
    >
      {title === undefined ? null : <h3 id={heading}>{title}</h3>}
      <div class="lot-form-fields">
        {props.children}
        <button type="submit">{props.button}</button>
      </div>
    </form>
  );
}

interface FieldProps {
  readonly lot: LotView;
  readonly form: string;
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly kind?: "money" | "number";
  readonly placeholder?: string | undefined;
  readonly shortcut?: string;
  /** Single keys work in it until something is typed (shortcut_keys.js). */
  readonly keysWhenEmpty?: boolean;
  readonly required?: boolean;
}

function Field(props: FieldProps) {
  const { lot: { lot: { id } }, form, name, label, help, kind, shortcut } = props;
  const field = `${form}-${name.replace(".", "-")}-${id}`;
  return (
    <p class="lot-form-field">
      <label for={field}>
        {label} {shortcut === undefined ? null : <Key of={shortcut} />}
      </label>
      {help === undefined ? null : <span id={`${field}-help`} class="small soft">{help}</span>}
      <input
        id={field}
        name={name}
        type="text"
        data-kind={kind}
        data-key={shortcut}
        data-keys-when-empty={props.keysWhenEmpty === true ? "" : undefined}
        inputmode={kind === "money" ? "decimal" : kind === "number" ? "numeric" : undefined}
        pattern={kind === "number" ? "[0-9]{1,7}" : undefined}
        placeholder={props.placeholder}
        required={props.required === true}
        aria-keyshortcuts={shortcut}
        aria-describedby={help === undefined ? undefined : `${field}-help`}
      />
    </p>
  );
}
