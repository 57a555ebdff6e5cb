#include "connectors/sftp/session.hpp"

#include <algorithm>

#include <libssh/libssh.h>

namespace rosterd::sftp
{

namespace
{

using model::ErrorKind;

std::string said_by(const Session& session)
{
    return ssh_get_error(session.get());
}

// Nothing of the user's or the machine's own SSH settings counts.
model::Result<void> connect(const Session& session, const Settings& settings)
{
    const long seconds = std::max<long>(1, settings.timeout.count() / 1000);
    const int port = settings.port;
    const bool no = false;
    const std::string known = settings.known_hosts.empty() ? "/dev/null" : settings.known_hosts;
    ssh_options_set(session.get(), SSH_OPTIONS_PROCESS_CONFIG, &no);
    ssh_options_set(session.get(), SSH_OPTIONS_HOST, settings.host.c_str());
    ssh_options_set(session.get(), SSH_OPTIONS_PORT, &port);
    ssh_options_set(session.get(), SSH_OPTIONS_USER, settings.user.c_str());
    ssh_options_set(session.get(), SSH_OPTIONS_TIMEOUT, &seconds);
    ssh_options_set(session.get(), SSH_OPTIONS_KNOWNHOSTS, known.c_str());
    ssh_options_set(session.get(), SSH_OPTIONS_GLOBAL_KNOWNHOSTS, "/dev/null");
    if (ssh_connect(session.get()) != SSH_OK) {
        return model::fail(ErrorKind::transient, settings.address() + ": " + said_by(session),
                           "check `host`, `port`, the network and that the server runs");
    }
    return {};
}

// "SHA256:..." as ssh-keygen -l shows it; "" if there is no key.
std::string fingerprint_of(const Session& session)
{
    ssh_key key = nullptr;
    if (ssh_get_server_publickey(session.get(), &key) != SSH_OK) {
        return {};
    }
    unsigned char* hash = nullptr;
    std::size_t size = 0;
    std::string out;
    if (ssh_get_publickey_hash(key, SSH_PUBLICKEY_HASH_SHA256, &hash, &size) == SSH_OK) {
        char* text = ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, size);
        out = text == nullptr ? "" : text;
        ssh_string_free_char(text);
        ssh_clean_pubkey_hash(&hash);
    }
    ssh_key_free(key);
    return out;
}

model::Result<void> check_host_key(const Session& session, const Settings& settings)
{
    const std::string shown = fingerprint_of(session);
    const bool pinned = !settings.host_key.empty();
    const auto known =
        pinned ? SSH_KNOWN_HOSTS_UNKNOWN : ssh_session_is_known_server(session.get());
    const std::string list = " " + settings.host_key + " ";
    if (!shown.empty() && (pinned ? list.find(" " + shown + " ") != std::string::npos
                                  : known == SSH_KNOWN_HOSTS_OK)) {
        return {};
    }
    if (pinned || known == SSH_KNOWN_HOSTS_CHANGED || known == SSH_KNOWN_HOSTS_OTHER) {
        return model::fail(
            ErrorKind::unauthorised,
            settings.address() +
                ": the server shows another host key than the one "
                "configured: " +
                shown,
            "ask its administrator whether the key was changed; if so, write the new "
            "one, else somebody stands between");
    }
    return model::fail(ErrorKind::unauthorised,
                       settings.address() + ": the server's host key is not known: " + shown,
                       "ask its administrator whether that is the key, then write host_key: " +
                           shown);
}

int answer_questions(const Session& session, const std::string& password)
{
    int status = ssh_userauth_kbdint(session.get(), nullptr, nullptr);
    for (int round = 0; status == SSH_AUTH_INFO && round < 5; ++round) {
        const int prompts = ssh_userauth_kbdint_getnprompts(session.get());
        for (int i = 0; i < prompts; ++i) {
            ssh_userauth_kbdint_setanswer(session.get(), static_cast<unsigned>(i),
                                          password.c_str());
        }
        status = ssh_userauth_kbdint(session.get(), nullptr, nullptr);
    }
    return status;
}

model::Result<void> authenticate(const Session& session, const Settings& settings)
{
    int status = SSH_AUTH_ERROR;
    if (!settings.key.empty()) {
        ssh_key key = nullptr;
        const char* const passphrase =
            settings.passphrase.empty() ? "" : settings.passphrase.c_str(); // never asks a terminal
        if (ssh_pki_import_privkey_file(settings.key.c_str(), passphrase, nullptr, nullptr, &key) !=
            SSH_OK) {
            return model::fail(ErrorKind::invalid, "the key " + settings.key + " can't be read",
                               "check that it is a private key, and its `passphrase`");
        }
        status = ssh_userauth_publickey(session.get(), nullptr, key);
        ssh_key_free(key);
    } else {
        status = ssh_userauth_password(session.get(), nullptr, settings.password.c_str());
        if (status == SSH_AUTH_DENIED) {
            status = answer_questions(session, settings.password);
        }
    }
    if (status == SSH_AUTH_SUCCESS) {
        return {};
    }
    if (status == SSH_AUTH_ERROR && ssh_is_connected(session.get()) == 0) {
        return model::fail(ErrorKind::transient, settings.address() + ": " + said_by(session),
                           "the connection broke; it is tried again at the next read");
    }
    return model::fail(ErrorKind::unauthorised,
                       settings.address() + ": the server refuses the login of " + settings.user,
                       settings.key.empty() ? "check `user` and `password`"
                                            : "check `user`, and that the server knows the key's "
                                              "public half");
}

} // namespace

void EndSession::operator()(ssh_session_struct* session) const
{
    ssh_disconnect(session);
    ssh_free(session);
}

model::Result<Session> log_in(const Settings& settings)
{
    Session session{ssh_new()};
    auto good = connect(session, settings);
    good = good ? check_host_key(session, settings) : good;
    good = good ? authenticate(session, settings) : good;
    if (!good) {
        return tl::unexpected(good.error());
    }
    return session;
}

} // namespace rosterd::sftp
