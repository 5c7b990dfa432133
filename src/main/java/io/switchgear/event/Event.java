package io.switchgear.event;

/** What happened. */
public sealed interface Event permits ChangeEvent, OtherEvent {

	/** Where a reader resumes that has seen this one. */
	String position();

	/** What it is about. */
	EventSubject subject();

}
