"""Who may do what: members, the company, roles; actor and table become a scope.

May import `lang` and `base`. Main names: `models.Member`, `actor.Actor`, `scope.scope`.
"""
