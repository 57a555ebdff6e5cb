// Where the next read continues.
#pragma once

#include <string>

#include "connectors/ldap/id_table.hpp"

namespace rosterd::ldap
{

struct Cursor {
    std::string mark;   // a time, an update sequence number, or a server's cookie; "": read all
    std::string shape;  // of the options; with others, who was left out before may be meant now
    std::string server; // "" where the mark holds on every server
    std::string tree;   // of the organisational units
    IdTable people;     // by uuid, where a server tells of the gone by nothing else

    std::string pack() const;
    static Cursor unpack(const std::string& text);
    // Whether what changed since `before` is all that is new.
    bool continues(const Cursor& before) const
    {
        return !before.mark.empty() && shape == before.shape && server == before.server &&
               tree == before.tree;
    }
};

} // namespace rosterd::ldap
