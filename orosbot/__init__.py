"""orosbot: the staff assistant of an anonymous helpline in an end-to-end encrypted Matrix room."""

__version__ = "0.1.0"
