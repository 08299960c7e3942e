-- What shows that a consent was given or taken back: the words of the form, the call, the letter; and from where it was
-- recorded, so that the ledger can be held up to a complaint.
alter table consent_entry add column proof text check (length(proof) <= 1000);
alter table consent_entry add column ip text;
alter table consent_entry add column request_id text;
