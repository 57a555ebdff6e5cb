-- People who are gone, few beside those who are here: the index of seen records leaves them out.
CREATE INDEX person_absent ON person (source) WHERE present = 0;
