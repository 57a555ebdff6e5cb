// An SSH connection to a server that is the one meant, logged in.
#pragma once

#include <memory>

#include "connectors/sftp/settings.hpp"
#include "core/model/result.hpp"

struct ssh_session_struct;

namespace rosterd::sftp
{

struct EndSession {
    void operator()(ssh_session_struct* session) const;
};
using Session = std::unique_ptr<ssh_session_struct, EndSession>;

// Errors: those of Server::open.
model::Result<Session> log_in(const Settings& settings);

} // namespace rosterd::sftp
