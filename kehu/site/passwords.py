"""Passwords are kept by Argon2id with the parameters OWASP recommends: 46 MiB, one pass, one lane."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id, about 60 ms a sign-in on a small machine."""

    time_cost = 1
    memory_cost = 46 * 1024
    parallelism = 1
