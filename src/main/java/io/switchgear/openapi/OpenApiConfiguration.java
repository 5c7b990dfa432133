package io.switchgear.openapi;

import java.util.List;

import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import io.switchgear.security.Caller;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

	static {
		SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
	}

	@Bean
	OpenAPI openApi() {
		return new OpenAPI()
			.info(new Info().title("Switchgear")
				.version("1")
				.contact(new Contact().name("The operator of this gateway"))
				.license(new License().name("Apache License 2.0").identifier("Apache-2.0"))
				.summary("Enables, disables and updates third-party integrations")
				.description("""
						One API to enable, disable and update integrations at third-party providers.

						An integration is identified by the name of its provider and the provider's id, such as \
						`rootfi/1234`. No registration is needed before the first call.

						Every error response is `application/problem+json` (RFC 9457). It has a stable `code` and says \
						whose fault the error is (`blame`), whether a retry can help (`retryable`) and when \
						(`Retry-After`). Each code has a page at `/problems/{code}`."""))
			.servers(List.of(new Server().url("/").description("This gateway")))
			.tags(List.of(
					new Tag().name("Integrations").description("Read, enable, disable, update and forget integrations"),
					new Tag().name("Changes").description("History, queued changes and events"),
					new Tag().name("Batches").description("Enable or disable many integrations at once"),
					new Tag().name("Providers")
						.description("The configured providers, their capabilities, their health and holds"),
					new Tag().name("Problems").description("What each code means and what to do about it")))
			.components(new Components().addSecuritySchemes(OperationDescription.BEARER,
					new SecurityScheme().type(SecurityScheme.Type.HTTP)
						.scheme("bearer")
						.bearerFormat("JWT")
						.description("A JWT from the configured issuer for the audience `switchgear`. A scope can be "
								+ "limited to one provider, as in `integrations:write:rootfi`.")));
	}

	@Bean
	GlobalOpenApiCustomizer apiDescription() {
		return new ApiDescription();
	}

	@Bean
	ModelConverter requiredMembers() {
		return new RequiredMembers();
	}

}
