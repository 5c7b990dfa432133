package io.switchgear.problem;

/** Whose fault a problem is, and so who has to act. */
public enum Blame implements WireName {

	CALLER, PROVIDER, GATEWAY;

}
