"""The application, for `flask --app app` and for gunicorn (`app:app`)."""

from kiosk import create_app

app = create_app()
