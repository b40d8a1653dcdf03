"""HTTP: one router per noun, live updates, OpenAPI. Reads requests, calls what stands below, renders answers.

May import everything but `site` and `cli`; holds no business code. Main names: `urls.urlpatterns`,
`application.api` (the one NinjaAPI), `problems.problem` (every refusal as problem+json).
"""
