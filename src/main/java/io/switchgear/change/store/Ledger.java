package io.switchgear.change.store;

/** What a transaction of a change writes to, beside the row that it locks. */
public record Ledger(Transitions transitions, Receipts receipts, Credentials credentials) {
}
