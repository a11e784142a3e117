"""The short addresses that lead somewhere else."""


def test_the_code_on_a_wall_leads_to_pairing_with_it_filled_in(client):
    answer = client.get("/p/123456")

    assert answer.status_code == 303
    assert answer.location == "/admin/pair/123456"


def test_the_bare_address_leads_to_all_three_faces(client):
    page = client.get("/").text

    for address in ("/n/", "/screen", "/admin/"):
        assert f'href="{address}"' in page
