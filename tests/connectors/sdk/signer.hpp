// Somebody with a PGP key, whose home is a temporary folder.
#pragma once

#include <cstdlib>
#include <stdexcept>
#include <string>

#include "tests/connectors/sdk/temporary_folder.hpp"

namespace rosterd::sdk
{

class Signer
{
public:
    Signer()
    {
        std::filesystem::permissions(home_.path(), std::filesystem::perms::owner_all);
        gpg("--passphrase '' --quick-gen-key hr@example.hk ed25519 sign never");
        gpg("--yes --output " + keyring() + " --export");
    }
    ~Signer() { run("gpgconf --homedir " + home_.path() + " --kill all"); }
    Signer(const Signer&) = delete;
    Signer& operator=(const Signer&) = delete;

    // Public keys, as an administrator exports them.
    std::string keyring() const { return home_.file("public.gpg"); }
    // Beside the file, as FILE.sig.
    void sign(const std::string& file) const
    {
        gpg("--yes --detach-sign --output " + file + ".sig " + file);
    }
    // With the content in it, as FILE.gpg; written an hour ago, as far as its time tells.
    void wrap(const std::string& file) const
    {
        gpg("--yes --sign --output " + file + ".gpg " + file);
        std::filesystem::last_write_time(file + ".gpg", std::filesystem::last_write_time(file));
    }

private:
    void gpg(const std::string& arguments) const
    {
        if (run("gpg --homedir " + home_.path() + " --batch --quiet " + arguments) != 0) {
            throw std::runtime_error("gpg " + arguments);
        }
    }
    static int run(const std::string& command)
    {
        return std::system((command + " 2>/dev/null").c_str());
    }

    TemporaryFolder home_;
};

} // namespace rosterd::sdk
