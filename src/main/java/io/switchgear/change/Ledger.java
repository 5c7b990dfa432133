package io.switchgear.change;

/** What a transaction of a change writes to, beside the row that it locks. */
record Ledger(Transitions transitions, Receipts receipts, Credentials credentials) {
}
