/**
 * The gateway. Its packages in the order that a request flows through them; each depends
 * only on those after it.
 * <dl>
 * <dt>{@code openapi}</dt>
 * <dd>describes the API to people and generators</dd>
 * <dt>{@code console}</dt>
 * <dd>the pages for operators, and how people log in to them</dd>
 * <dt>{@code summary}</dt>
 * <dd>counts of everything, for one look</dd>
 * <dt>{@code event}</dt>
 * <dd>the changes, and what else happened, in the order of their commits, as streams</dd>
 * <dt>{@code batch}</dt>
 * <dd>the same change for many integrations</dd>
 * <dt>{@code change}</dt>
 * <dd>the heart: how a change is accepted, applied and ended, now, later or again</dd>
 * <dt>{@code inventory}</dt>
 * <dd>lists and reads providers again, so that what is known is complete and true</dd>
 * <dt>{@code integration}</dt>
 * <dd>what is known of integrations</dd>
 * <dt>{@code provider}</dt>
 * <dd>the configured providers, how each is doing, and holds</dd>
 * <dt>{@code security}</dt>
 * <dd>who is calling, and what they may</dd>
 * <dt>{@code http}</dt>
 * <dd>what reads requests and finds fault, lists, and the one place that writes
 * problem+json</dd>
 * <dt>{@code idempotency}</dt>
 * <dd>gives repeats of a request the first answer</dd>
 * <dt>{@code connector}</dt>
 * <dd>the contract of connectors, and one package for each provider</dd>
 * <dt>{@code outbound}</dt>
 * <dd>the layers that every call to a provider passes</dd>
 * <dt>{@code credential}</dt>
 * <dd>secrets, in memory and at rest</dd>
 * <dt>{@code observation}</dt>
 * <dd>the list of metrics, and what watches transactions</dd>
 * <dt>{@code jdbc}</dt>
 * <dd>what all stores have in common</dd>
 * <dt>{@code problem}</dt>
 * <dd>every error code</dd>
 * </dl>
 */
@NullMarked
package io.switchgear;

import org.jspecify.annotations.NullMarked;
