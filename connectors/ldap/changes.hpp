// The ways to learn what changed. Each reads everything, or what changed since a cursor, and leaves
// in the cursor where to continue.
#pragma once

#include <memory>

#include "connectors/ldap/reading.hpp"

namespace rosterd::ldap
{

enum class Outcome {
    done,
    start_over, // the server can't continue from the cursor's mark; nothing was taken
};

class Way
{
public:
    virtual ~Way() = default;
    // What the mark is bound to: "" if it holds on every server.
    virtual model::Result<std::string> server(Session&) { return std::string{}; }
    virtual model::Result<void> read_all(Session& session, Reading& reading, Cursor& cursor) = 0;
    virtual model::Result<Outcome> read_changes(Session& session, Reading& reading,
                                                Cursor& cursor) = 0;
};

// `settings` must outlive it.
std::unique_ptr<Way> make_way(const Settings& settings);
std::unique_ptr<Way> make_watermark(const Settings& settings);
std::unique_ptr<Way> make_usn(const Settings& settings);
std::unique_ptr<Way> make_dirsync(const Settings& settings);
std::unique_ptr<Way> make_syncrepl(const Settings& settings);

// Everybody in pages; `with_uuid`: by objectGUID.
model::Result<void> read_everybody(const Settings& settings, Session& session, Reading& reading,
                                   bool with_uuid);
// What a server says of itself. Errors: those of the search.
model::Result<Entry> root_of(Session& session, const std::vector<std::string>& attributes);
// "dc1.corp.example/INVOCATION-ID" of a domain controller. Errors: also invalid: it is none.
model::Result<std::string> domain_controller(Session& session);

} // namespace rosterd::ldap
