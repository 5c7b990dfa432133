package io.switchgear.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The files of the console. A browser asks each time whether it has the present ones, so
 * that pages and API never are of different versions.
 */
final class Assets implements WebMvcConfigurer {

	private static final String FOLDER = "console/";

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		registry.addResourceHandler("/console/**")
			.addResourceLocations("classpath:/" + FOLDER)
			.setCacheControl(CacheControl.noCache())
			.setUseLastModified(false)
			.setEtagGenerator(Assets::etag);
	}

	static ResponseEntity<Resource> index() {
		Resource index = new ClassPathResource(FOLDER + "index.html");
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noCache())
			.eTag(etag(index))
			.contentType(MediaType.valueOf("text/html;charset=UTF-8"))
			.body(index);
	}

	/** Of the content: in a jar, all files are of the same time. */
	private static String etag(Resource file) {
		try (InputStream content = file.getInputStream()) {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.readAllBytes());
			return "\"" + HexFormat.of().formatHex(hash, 0, hash.length / 2) + "\"";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
