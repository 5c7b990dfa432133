// Calls the gateway through a generated client, and tells what it read.
import {
  BatchesApi,
  ChangesApi,
  Configuration,
  IntegrationsApi,
  ProblemFromJSON,
  ProvidersApi,
  ResponseError,
} from './client';

declare const process: { argv: string[]; exitCode?: number };

const [, , gateway, token] = process.argv;
const configuration = new Configuration({ basePath: gateway, accessToken: token });
const integrations = new IntegrationsApi(configuration);
const changes = new ChangesApi(configuration);
const batches = new BatchesApi(configuration);
const providers = new ProvidersApi(configuration);

const rootfi = { provider: 'rootfi', externalId: '1234' };
const seven = { provider: 'rootfi', externalId: '7' };

function tell(...words: unknown[]): void {
  console.log(words.join(' '));
}

async function switches(): Promise<void> {
  const off = await integrations.disable({
    ...rootfi,
    idempotencyKey: 'off-1',
    switchBody: { reason: 'incident 4711' },
  });
  tell('disabled', off.id, off.enabled, off.sync, off.lastChange?.reason);
  const dry = await integrations.enable({ ...rootfi, dryRun: true });
  tell('dry run', dry.enabled, dry.dryRun?.requested.enabled, dry.dryRun?.wouldSend?.method);
  // The body is a change: of the two forms this client knows the one at 200 only.
  const later = await integrations.enableRaw({ ...rootfi, prefer: 'respond-async' });
  const location = later.raw.headers.get('Location') ?? '';
  const change = await changes.getChange({ id: location.substring(location.lastIndexOf('/') + 1) });
  tell('accepted', later.raw.status, change.integration, change.action, change.requested.enabled);
}

async function patches(): Promise<void> {
  const labelled = await integrations.updateRaw({
    ...seven,
    integrationPatch: { displayName: 'Zoho', labels: { team: 'billing', tier: 'gold' } },
  });
  const stale = labelled.raw.headers.get('ETag') ?? '';
  const removed = await integrations.update({ ...seven, ifMatch: stale, integrationPatch: { labels: { tier: null } } });
  tell('labels', removed.displayName, 'tier' in removed.labels, removed.labels['team']);
  try {
    await integrations.update({ ...seven, ifMatch: stale, integrationPatch: { displayName: 'late' } });
  } catch (error) {
    if (!(error instanceof ResponseError)) throw error;
    const problem = ProblemFromJSON(await error.response.json());
    tell('refused', error.response.status, problem.code, problem.blame, problem.retryable);
  }
  const unnamed = await integrations.update({ ...seven, integrationPatch: { displayName: null } });
  tell('name', unnamed.displayName === undefined);
}

async function pages(): Promise<void> {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const part = await integrations.listIntegrations({ limit: 1, cursor });
    seen.push(...part.items.map((item) => item.externalId));
    cursor = part.nextCursor;
  } while (cursor !== undefined);
  tell('list', ...seen);
}

async function manyAtOnce(): Promise<void> {
  const batchBody = { action: 'disable' as const, reason: 'night', integrations: ['rootfi/1234'] };
  const dry = await batches.createBatch({ batchBody, dryRun: true });
  tell('batch dry run', dry.state, dry.progress.total, dry.dryRun?.integrations[0]?.id);
  const batch = await batches.createBatch({ batchBody, idempotencyKey: 'batch-1' });
  const read = await batches.getBatch({ id: batch.id });
  const newest = await batches.listBatches({ limit: 1 });
  tell('batch', read.id === batch.id, newest.items[0]?.id === batch.id);
}

async function holds(): Promise<void> {
  await providers.hold({ provider: 'whisk', holdReason: { reason: 'incident 4711' } });
  tell('held', (await providers.getProvider({ provider: 'whisk' })).hold?.reason);
  await providers.liftHold({ provider: 'whisk' });
  tell('lifted', (await providers.getProvider({ provider: 'whisk' })).hold === undefined);
}

async function forgets(): Promise<void> {
  tell('forgotten', (await integrations.forget(seven)) === null);
}

async function drive(): Promise<void> {
  await switches();
  await patches();
  await pages();
  await manyAtOnce();
  await holds();
  await forgets();
}

drive().catch((error: unknown) => {
  console.log(error);
  process.exitCode = 1;
});
