// An entry as the server sent it, and its values as text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/ldap/controls.hpp"

namespace rosterd::ldap
{

struct Attribute {
    std::string name;                // as the server writes it, with its options
    std::vector<std::string> values; // bytes
};

struct Entry {
    std::string dn;
    std::vector<Attribute> attributes;
    std::vector<Control> controls;

    // Case does not matter; nullptr if it came without.
    const Attribute* find(std::string_view name) const;
    // The first value's bytes; "" if there is none.
    std::string first(std::string_view name) const;
};

bool same_name(std::string_view a, std::string_view b);

// "member;range=0-1499": the attribute came in part, `next` is where to go on. nullopt for an
// attribute that came as a whole.
struct Range {
    std::string name;                  // "member"
    std::optional<unsigned long> next; // nullopt: this was the last part
};
std::optional<Range> range_of(const std::string& name);

// All values in a stable order, joined by ';'. nullopt for values that are no text.
std::optional<std::string> text_of(const Attribute& attribute);

// 16 bytes of objectGUID as Active Directory's tools show them.
std::string guid_text(const std::string& bytes);
// ... and as a filter or "<GUID=...>" takes them.
std::string hex(std::string_view bytes);
std::string unhex(std::string_view text); // "" if it is none

} // namespace rosterd::ldap
