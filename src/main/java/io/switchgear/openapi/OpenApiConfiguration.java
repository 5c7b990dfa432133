package io.switchgear.openapi;

import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;

import java.util.List;

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
				.contact(new Contact().name("Whoever operates this gateway"))
				.license(new License().name("Apache License 2.0").identifier("Apache-2.0"))
				.summary("Switches third-party integrations")
				.description("""
						One API to enable, disable and update integrations at third-party providers.

						An integration is addressed by the name of its provider and the provider's own id, such as \
						`rootfi/1234`. It need not be registered before the first call.

						Whatever goes wrong, the answer is `application/problem+json` (RFC 9457) with a stable `code`, \
						whose fault it was (`blame`), whether trying again can help (`retryable`) and when \
						(`Retry-After`). Each code has a page at `/problems/{code}`."""))
			.servers(List.of(new Server().url("/").description("This gateway")))
			.tags(List.of(
					new Tag().name("Integrations").description("Switch integrations, update them, see how they are"),
					new Tag().name("Changes").description("What was asked for, by whom, and what came of it"),
					new Tag().name("Batches").description("The same change for many integrations"),
					new Tag().name("Providers").description("What can be called here, what it can do and how it is")))
			.components(new Components().addSecuritySchemes(OperationDescription.BEARER,
					new SecurityScheme().type(SecurityScheme.Type.HTTP)
						.scheme("bearer")
						.bearerFormat("JWT")
						.description("A token of the configured issuer for the audience `switchgear`. A scope may be "
								+ "narrowed to one provider: `integrations:write:rootfi`.")));
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
