package io.switchgear.benchmark;

/** One part of the benchmark. */
interface Part {

	Section run(Lab lab);

}
