// What libldap sends and receives, to and from values of our own.
#pragma once

#include <string>
#include <vector>

#include <ldap.h>

#include "connectors/ldap/session.hpp"

namespace rosterd::ldap
{

// libldap's form of what is sent along with a search.
class SentControls
{
public:
    explicit SentControls(const std::vector<Control>& controls);
    LDAPControl** get() { return pointers_.data(); }

private:
    std::vector<Control> controls_;
    std::vector<LDAPControl> list_;
    std::vector<LDAPControl*> pointers_;
};

// The end of a search or a login.
Ended ended_by(LDAP* ld, LDAPMessage* message);
// Answers an LDAP code; only LDAP_SUCCESS means that `entry` is whole.
int read_entry(LDAP* ld, LDAPMessage* message, Entry& entry);
// The value of a note between the entries of a synchronisation; "" if it is another note.
std::string sync_info_in(LDAP* ld, LDAPMessage* message);
// Where else a part of the answer is; "" for what references of Active Directory's own point to,
// where there are never people.
std::string foreign_reference(LDAP* ld, LDAPMessage* message);

} // namespace rosterd::ldap
