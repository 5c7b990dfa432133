/**
 * The gateway. Its packages in the order that a request flows through them; each depends
 * only on those after it and on the two that are shared.
 * <dl>
 * <dt>{@code openapi}</dt>
 * <dd>describes the API to people and generators</dd>
 * <dt>{@code security}</dt>
 * <dd>who is calling, and what they may; shared</dd>
 * <dt>{@code problem}</dt>
 * <dd>every error code, what reads requests and finds fault, and the one place that
 * writes problem+json; shared</dd>
 * <dt>{@code batch}</dt>
 * <dd>the same change for many integrations</dd>
 * <dt>{@code integration}</dt>
 * <dd>the heart: integrations, their changes, what applies them now, later or again, and
 * the HTTP edge</dd>
 * <dt>{@code provider}</dt>
 * <dd>the catalogue of providers, how each is doing, and holds</dd>
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
 * </dl>
 */
@NullMarked
package io.switchgear;

import org.jspecify.annotations.NullMarked;
