// What an SFTP source was configured with.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "connectors/sdk/drop_reader.hpp"

namespace rosterd::sftp
{

struct Settings {
    std::string host;
    int port = 22;
    std::string user, password;
    std::string key, passphrase;       // file with a private key
    std::string host_key, known_hosts; // "SHA256:...", or a file; one of them
    std::string folder;                // on the server
    bool keep = false;                 // what was read stays where it is
    std::string remote_done;           // folder on the server, below `folder` unless absolute
    std::string marker;                // ".ok": NAME counts once NAME.ok is there; "": no marker
    model::Duration look_again{5'000}; // between the two looks at a new file
    model::Duration timeout{30'000};   // of every wait for the server
    sdk::DropOptions drop;             // of the private folder

    std::function<bool()> cancelled = [] { return false; };
    // "sftp://hr@files.example:22/out"
    std::string address() const;
};

std::vector<sdk::OptionSpec> option_specs();
// Errors: invalid.
model::Result<Settings> settings_of(const sdk::ConnectorContext& context);

} // namespace rosterd::sftp
