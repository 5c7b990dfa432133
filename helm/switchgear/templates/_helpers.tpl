{{- define "switchgear.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "switchgear.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains (include "switchgear.name" .) .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "switchgear.name" .) | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "switchgear.selectorLabels" -}}
app.kubernetes.io/name: {{ include "switchgear.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "switchgear.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "switchgear.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* Name of the Service for health and metrics. */}}
{{- define "switchgear.managementName" -}}
{{- printf "%s-management" (include "switchgear.fullname" . | trunc 52 | trimSuffix "-") }}
{{- end }}

{{- define "switchgear.managementLabels" -}}
app.kubernetes.io/component: management
{{- end }}

{{- define "switchgear.testLabels" -}}
app.kubernetes.io/name: {{ include "switchgear.name" . }}-test
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "switchgear.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "switchgear.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "switchgear.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{/* Name of the Secret with the application's secret properties; empty if there is none. */}}
{{- define "switchgear.secretName" -}}
{{- if .Values.secret.existingSecret }}
{{- .Values.secret.existingSecret }}
{{- else if .Values.secret.properties }}
{{- include "switchgear.fullname" . }}
{{- end }}
{{- end }}

{{- define "switchgear.databaseUrl" -}}
{{- with .Values.database }}
{{- printf "jdbc:postgresql://%s:%d/%s" .host (int .port) .name }}
{{- with .parameters }}?{{ . }}{{ end }}
{{- end }}
{{- end }}

{{/* The application's configuration from the typed values; .Values.config overrides it. */}}
{{- define "switchgear.configuration" -}}
spring:
  datasource:
    url: {{ include "switchgear.databaseUrl" . | quote }}
    {{- if not .Values.database.existingSecret.name }}
    username: {{ .Values.database.username | quote }}
    {{- end }}
    hikari:
      maximum-pool-size: {{ .Values.database.poolSize }}
  security:
    oauth2:
      resourceserver:
        jwt:
          {{- with .Values.jwt.issuerUri }}
          issuer-uri: {{ . | quote }}
          {{- end }}
          {{- with .Values.jwt.jwkSetUri }}
          jwk-set-uri: {{ . | quote }}
          {{- end }}
          audiences: {{ .Values.jwt.audience | quote }}
          {{- with .Values.jwt.algorithms }}
          jws-algorithms: {{ join "," . | quote }}
          {{- end }}
      {{- if and .Values.console.enabled .Values.console.clientId }}
      client:
        provider:
          console:
            issuer-uri: {{ default .Values.jwt.issuerUri .Values.console.issuerUri | quote }}
        registration:
          console:
            client-id: {{ .Values.console.clientId | quote }}
            {{- with .Values.console.redirectUri }}
            redirect-uri: {{ . | quote }}
            {{- end }}
            {{- with .Values.console.scopes }}
            scope: {{ join "," . | quote }}
            {{- end }}
      {{- end }}
  lifecycle:
    timeout-per-shutdown-phase: {{ .Values.shutdown.phaseSeconds }}s
  {{- if include "switchgear.secretName" . }}
  config:
    import: configtree:/etc/switchgear/secret/
  {{- end }}
db-scheduler:
  {{- /* db-scheduler waits up to twice this long, which makes one phase. */}}
  shutdown-max-wait: {{ div (mul 1000 .Values.shutdown.phaseSeconds) 2 }}ms
switchgear:
  security:
    allow-plain-http: {{ .Values.jwt.allowPlainHttp }}
  {{- if .Values.console.enabled }}
  console:
    enabled: true
    {{- with .Values.console.logoutUrl }}
    logout-url: {{ . | quote }}
    {{- end }}
    {{- with .Values.console.parameters }}
    login:
      parameters:
        {{- toYaml . | nindent 8 }}
    {{- end }}
  {{- end }}
  shutdown:
    drain: {{ .Values.shutdown.drainSeconds }}s
  providers:
    {{- range $name, $provider := .Values.providers }}
    {{ $name }}:
      {{- range $key, $value := omit $provider "settings" "descriptor" }}
      {{ $key | kebabcase }}: {{ toJson $value }}
      {{- end }}
      {{- with $provider.descriptor }}
      descriptor: {{ printf "file:/etc/switchgear/descriptors/%s" . | quote }}
      {{- end }}
      {{- range $key, $value := $provider.settings }}
      {{- /* Helm reads integers as floats and would print a million as 1e+06. */}}
      {{ $key }}: {{ if and (kindIs "float64" $value) (eq (floor $value) $value) }}{{ int64 $value }}{{ else }}{{ toJson $value }}{{ end }}
      {{- end }}
    {{- end }}
{{- end }}

{{/* Whether there are descriptors to mount. */}}
{{- define "switchgear.descriptors" -}}
{{- if or .Values.descriptors .Values.existingDescriptors }}true{{ end }}
{{- end }}

{{- define "switchgear.descriptorsName" -}}
{{- printf "%s-descriptors" (include "switchgear.fullname" . | trunc 51 | trimSuffix "-") }}
{{- end }}

{{/* Security context of a container under the "restricted" pod security standard. */}}
{{- define "switchgear.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "switchgear.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .Values.podSecurity.runAsUser }}
runAsGroup: {{ .Values.podSecurity.runAsGroup }}
fsGroup: {{ .Values.podSecurity.runAsGroup }}
seccompProfile:
  type: RuntimeDefault
{{- end }}
