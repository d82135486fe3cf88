"""What holds for every test."""

from hypothesis import settings

settings.register_profile("no clock", deadline=None)  # no test asserts on how long something takes
settings.load_profile("no clock")
