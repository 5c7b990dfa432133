import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.ApiResponse;
import org.openapitools.client.api.BatchesApi;
import org.openapitools.client.api.ChangesApi;
import org.openapitools.client.api.IntegrationsApi;
import org.openapitools.client.api.ProvidersApi;
import org.openapitools.client.model.Batch;
import org.openapitools.client.model.BatchBody;
import org.openapitools.client.model.Change;
import org.openapitools.client.model.HoldReason;
import org.openapitools.client.model.Integration;
import org.openapitools.client.model.IntegrationPatch;
import org.openapitools.client.model.ListOfIntegration;
import org.openapitools.client.model.Problem;
import org.openapitools.client.model.SwitchBody;

/** Calls the gateway through a generated client, and tells what it read. */
public final class Drive {

	private static final String ID = "1234";

	private final List<String> story = new ArrayList<>();

	private final IntegrationsApi integrations;

	private final ChangesApi changes;

	private final BatchesApi batches;

	private final ProvidersApi providers;

	private Drive(String gateway, String token) {
		ApiClient client = new ApiClient();
		client.updateBaseUri(gateway);
		client.setRequestInterceptor((request) -> request.header("Authorization", "Bearer " + token));
		integrations = new IntegrationsApi(client);
		changes = new ChangesApi(client);
		batches = new BatchesApi(client);
		providers = new ProvidersApi(client);
	}

	public static List<String> drive(String gateway, String token) throws ApiException, JsonProcessingException {
		Drive drive = new Drive(gateway, token);
		drive.switches();
		drive.patches();
		drive.pages();
		drive.batches();
		drive.holds();
		drive.forgets();
		return drive.story;
	}

	private void switches() throws ApiException {
		SwitchBody reason = new SwitchBody().reason("incident 4711");
		Integration off = integrations.disable("rootfi", ID, "off-1", null, null, null, null, null, reason);
		tell("disabled", off.getId(), off.getEnabled(), off.getSync(), off.getLastChange().getReason());
		Integration dry = integrations.enable("rootfi", ID, null, null, null, true, null, null, null);
		tell("dry run", dry.getEnabled(), dry.getDryRun().getRequested().getEnabled(),
				dry.getDryRun().getWouldSend().getMethod());
		// The body is a change: of the two forms this client knows the one at 200 only.
		ApiResponse<Integration> later = integrations.enableWithHttpInfo("rootfi", ID, null, null, "respond-async",
				null, null, null, null);
		String location = later.getHeaders().get("location").getFirst();
		Change change = changes.getChange(UUID.fromString(location.substring(location.lastIndexOf('/') + 1)), null, null);
		tell("accepted", later.getStatusCode(), change.getIntegration(), change.getAction(),
				change.getRequested().getEnabled());
	}

	private void patches() throws ApiException, JsonProcessingException {
		IntegrationPatch labels = new IntegrationPatch().displayName("Zoho").putLabelsItem("team", "billing");
		ApiResponse<Integration> labelled = integrations.updateWithHttpInfo("rootfi", "7",
				labels.putLabelsItem("tier", "gold"), null, null, null, null, null, null, null);
		String stale = labelled.getHeaders().get("etag").getFirst();
		Integration removed = integrations.update("rootfi", "7", new IntegrationPatch().putLabelsItem("tier", null),
				null, null, stale, null, null, null, null);
		tell("labels", removed.getDisplayName(), removed.getLabels().containsKey("tier"), removed.getLabels().get("team"));
		try {
			integrations.update("rootfi", "7", new IntegrationPatch().displayName("late"), null, null, stale, null,
					null, null, null);
		}
		catch (ApiException ex) {
			Problem problem = ApiClient.createDefaultObjectMapper().readValue(ex.getResponseBody(), Problem.class);
			tell("refused", ex.getCode(), problem.getCode(), problem.getBlame(), problem.getRetryable());
		}
		Integration unnamed = integrations.update("rootfi", "7", new IntegrationPatch().displayName(null), null, null,
				null, null, null, null, null);
		tell("name", unnamed.getDisplayName() == null);
	}

	private void pages() throws ApiException {
		List<String> seen = new ArrayList<>();
		String cursor = null;
		do {
			ListOfIntegration part = integrations.listIntegrations(null, null, null, null, null, null, 1, cursor,
					null, null, null);
			part.getItems().forEach((item) -> seen.add(item.getExternalId()));
			cursor = part.getNextCursor();
		}
		while (cursor != null);
		tell("list", String.join(" ", seen));
	}

	private void batches() throws ApiException {
		BatchBody body = new BatchBody().action(BatchBody.ActionEnum.DISABLE)
			.reason("night")
			.addIntegrationsItem("rootfi/" + ID);
		Batch dry = batches.createBatch(body, true, null, null, null);
		tell("batch dry run", dry.getState(), dry.getProgress().getTotal(),
				dry.getDryRun().getIntegrations().getFirst().getId());
		Batch batch = batches.createBatch(body, null, "batch-1", null, null);
		tell("batch", batches.getBatch(batch.getId(), null, null).getId().equals(batch.getId()),
				batches.listBatches(null, null, null, 1, null, null, null).getItems().getFirst().getId().equals(batch.getId()));
	}

	private void holds() throws ApiException {
		providers.hold("whisk", new HoldReason().reason("incident 4711"), null, null, null);
		tell("held", providers.getProvider("whisk", null, null).getHold().getReason());
		providers.liftHold("whisk", null, null, null);
		tell("lifted", providers.getProvider("whisk", null, null).getHold() == null);
	}

	private void forgets() throws ApiException {
		tell("forgotten", integrations.forget("rootfi", "7", null, null, null, null, null) == null);
	}

	private void tell(Object... words) {
		List<String> said = new ArrayList<>();
		for (Object word : words) {
			said.add(String.valueOf(word));
		}
		story.add(String.join(" ", said));
	}

}
