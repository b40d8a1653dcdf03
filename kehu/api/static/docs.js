// Starts the OpenAPI page; requests tried out from it carry the CSRF token of the session.
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? "";

window.SwaggerUIBundle({
  dom_id: "#docs",
  url: "/api/openapi.json",
  deepLinking: true,
  docExpansion: "none",
  validatorUrl: null,
  requestInterceptor(request) {
    request.headers["X-CSRFToken"] = token();
    return request;
  },
});
