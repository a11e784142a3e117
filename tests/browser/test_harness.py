"""The browser fixtures themselves: the server lives, Chromium shows it, and an error on the console is caught."""


def test_the_wall_opens_in_chromium(page):
    page.goto("/screen")

    assert page.title()
    assert page.get_attribute("body", "data-face") == "screen"


def test_the_phone_list_opens_in_chromium(page):
    answer = page.goto("/n/")

    assert answer.status == 200


def test_an_error_on_the_console_is_noted(page, console_errors):
    page.goto("/n/")

    page.evaluate("console.error('planted')")

    assert len(console_errors) == 1
    assert "planted" in console_errors.pop()


def test_an_uncaught_error_is_noted(page, console_errors):
    page.goto("/n/")

    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('planted') })")

    assert "planted" in console_errors.pop()
