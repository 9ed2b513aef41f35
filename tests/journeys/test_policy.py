"""A law is put in force in every service by one command, and what rests on a pack is found again."""


def test_a_pack_is_activated_in_every_service_and_only_with_what_it_is_unsure_of(county):
    unsure = county.run("policy", "activate", "township-centre-2012", "--for", "360730")

    assert unsure.returncode == 1
    assert unsure.stdout.count("acknowledgement-required") == 2

    reason = "portal.min_cell=numbers below five could name people"
    first = county.run("policy", "activate", "township-centre-2012", "--for", "360730", "--ack", reason)
    again = county.run("policy", "activate", "township-centre-2012", "--for", "360730", "--ack", reason)

    assert (first.returncode, first.stdout.count("confirmed: ")) == (0, 2), first.stdout + first.stderr
    assert (again.returncode, again.stdout.count("follows it already")) == (0, 2), again.stdout + again.stderr

    status = county.run("policy", "status").stdout

    assert status.count("township-centre-2012") == 2
    assert "acknowledged portal.min_cell: numbers below five could name people" in status
    assert "acknowledged disclosure.reminder_days: " in status
    assert "360730: county-2011 is not active in assessment" in status


def test_the_decisions_that_rest_on_a_value_are_listed(county):
    listed = county.run("policy", "decisions", "county-2011", "--parameter", "disclosure.due.half1").stdout

    assert "disclosure_duty-360730100-TP-2025H1  revision 0  disclosure.open-duty.v1" in listed
    assert "assessment_" not in listed
