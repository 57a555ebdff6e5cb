// A real PostgreSQL or MariaDB of Debian's packages for the tests: in a folder of its own, on a
// free port of the loopback, never as root, and gone with this object or this process.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace rosterd::sql
{

class Server
{
public:
    // "postgresql" or "mariadb". Throws std::runtime_error with the server's last words.
    static std::unique_ptr<Server> start(const std::string& name);
    virtual ~Server() = default;

    // How the connector is configured; the password apart. The user may do everything there.
    virtual std::string connection() const = 0;
    virtual void run(const std::string& sql) = 0;
    // Ends the connections of all others, as an administrator would.
    virtual void kill_connections() = 0;
    // The server is gone at once, and comes back with the same data.
    virtual void stop() = 0;
    virtual void resume() = 0;

    static const std::string password; // with all that drivers trip over
};

} // namespace rosterd::sql
