-- Attempts are counted with the login for accounts alone: the application needs no right on the counters.
revoke all on people.attempt_limit from qadam_application_rights;
