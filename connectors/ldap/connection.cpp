// The Session that libldap makes.
#include <chrono>

#include <ldap.h>

#include "connectors/ldap/failures.hpp"
#include "connectors/ldap/messages.hpp"
#include "connectors/ldap/session.hpp"
#include "connectors/sdk/watchdog.hpp"

namespace rosterd::ldap
{

namespace
{

using model::ErrorKind;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLook{200}; // how often a long wait asks whether to go on

timeval timeval_of(std::chrono::milliseconds time)
{
    return {time.count() / 1000, (time.count() % 1000) * 1000};
}

struct FreeMessage {
    void operator()(LDAPMessage* message) const { ldap_msgfree(message); }
};
using Message = std::unique_ptr<LDAPMessage, FreeMessage>;

class Connection final : public Session
{
public:
    explicit Connection(const Settings& settings) : Session{settings} {}
    ~Connection() override
    {
        if (ld_ != nullptr) {
            ldap_unbind_ext(ld_, nullptr, nullptr);
        }
    }

    model::Result<void> begin();
    model::Result<Ended> search(const Search& search, const TakeEntry& take,
                                const TakeInfo& info) override;

private:
    template <typename Value>
    bool set(int option, const Value& value)
    {
        return ldap_set_option(ld_, option, &value) == LDAP_OPT_SUCCESS;
    }
    bool set_text(int option, const std::string& text)
    {
        return text.empty() || ldap_set_option(ld_, option, text.c_str()) == LDAP_OPT_SUCCESS;
    }
    model::Result<void> prepare();
    model::Result<void> log_in();
    model::Result<Message> next(int id, const std::string& what);
    model::Result<bool> take_message(LDAPMessage* message, const TakeEntry& take,
                                     const TakeInfo& info, Ended& ended);
    model::Result<void> take_reference(LDAPMessage* message);
    model::Result<void> take_info(LDAPMessage* message, const TakeInfo& info);
    tl::unexpected<model::Error> stopped() const;
    tl::unexpected<model::Error> failed(int code, const std::string& what);

    // TLS begins within libldap's own calls, which know no end of waiting.
    static int connected(LDAP*, Sockbuf* socket, LDAPURLDesc*, sockaddr*, ldap_conncb* callback)
    {
        auto& self = *static_cast<Connection*>(callback->lc_arg);
        ber_socket_t fd = -1;
        ber_sockbuf_ctrl(socket, LBER_SB_OPT_GET_FD, &fd);
        self.watchdog_ =
            std::make_unique<sdk::Watchdog>(fd, self.settings_.timeout, self.settings_.cancelled);
        return 0;
    }
    static void disconnected(LDAP*, Sockbuf*, ldap_conncb*) {}

    LDAP* ld_ = nullptr;
    ldap_conncb callback_{connected, disconnected, this};
    std::unique_ptr<sdk::Watchdog> watchdog_; // until the login is through
};

tl::unexpected<model::Error> Connection::stopped() const
{
    return model::fail(ErrorKind::cancelled, settings_.url + ": stopped on request");
}

// Whoever wants to stop has the connection shut by the watchdog: that the server hung up is then no
// news.
tl::unexpected<model::Error> Connection::failed(int code, const std::string& what)
{
    if (settings_.cancelled()) {
        return stopped();
    }
    if (watchdog_ && watchdog_->was_too_long()) {
        code = LDAP_TIMEOUT;
    }
    char* diagnostic = nullptr;
    ldap_get_option(ld_, LDAP_OPT_DIAGNOSTIC_MESSAGE, static_cast<void*>(&diagnostic));
    const std::string text = diagnostic == nullptr ? "" : diagnostic;
    ldap_memfree(diagnostic);
    return tl::unexpected(failure(code, text, settings_.url + ": " + what));
}

// What the machine's ldap.conf may say otherwise is said here again.
model::Result<void> Connection::prepare()
{
    if (const int code = ldap_initialize(&ld_, settings_.url.c_str()); code != LDAP_SUCCESS) {
        return model::fail(ErrorKind::invalid, settings_.url + ": this is no LDAP address",
                           "write url: ldaps://dc1.corp.example or ldap://dc1.corp.example");
    }
    const timeval wait = timeval_of(settings_.timeout);
    const int require = LDAP_OPT_X_TLS_DEMAND;
    const int client = 0;
    const int version = LDAP_VERSION3;
    const int no_limit = LDAP_NO_LIMIT;
    const int deref = LDAP_DEREF_NEVER;
    const bool set_up =
        set(LDAP_OPT_PROTOCOL_VERSION, version) && set(LDAP_OPT_NETWORK_TIMEOUT, wait) &&
        set(LDAP_OPT_TIMEOUT, wait) && set(LDAP_OPT_SIZELIMIT, no_limit) &&
        set(LDAP_OPT_TIMELIMIT, no_limit) && set(LDAP_OPT_DEREF, deref) &&
        ldap_set_option(ld_, LDAP_OPT_REFERRALS, LDAP_OPT_OFF) == LDAP_OPT_SUCCESS &&
        ldap_set_option(ld_, LDAP_OPT_CONNECT_CB, &callback_) == LDAP_OPT_SUCCESS &&
        set(LDAP_OPT_X_TLS_REQUIRE_CERT, require) &&
        set_text(LDAP_OPT_X_TLS_CACERTFILE, settings_.ca) &&
        set_text(LDAP_OPT_X_TLS_CERTFILE, settings_.certificate) &&
        set_text(LDAP_OPT_X_TLS_KEYFILE, settings_.key);
    if (!set_up || ldap_set_option(ld_, LDAP_OPT_X_TLS_NEWCTX, &client) != LDAP_OPT_SUCCESS) {
        return model::fail(ErrorKind::invalid,
                           settings_.url + ": the files of `ca`, `certificate` or `key` can't be "
                                           "used",
                           "check that they are there, readable, and PEM");
    }
    return {};
}

model::Result<void> Connection::begin()
{
    if (auto prepared = prepare(); !prepared) {
        return prepared;
    }
    const bool plain = settings_.url.starts_with("ldap://");
    if (plain && settings_.tls == Tls::start) {
        if (const int code = ldap_start_tls_s(ld_, nullptr, nullptr); code != LDAP_SUCCESS) {
            return failed(code, "start TLS");
        }
    }
    auto logged_in = log_in();
    watchdog_.reset();
    return logged_in;
}

model::Result<void> Connection::log_in()
{
    const std::string who = settings_.external          ? "log in by certificate"
                            : settings_.bind_dn.empty() ? "log in as nobody"
                                                        : "log in as " + settings_.bind_dn;
    // Without any, EXTERNAL would be asked back whom we want to be: the one we are seen to be.
    std::string secret = settings_.external ? "" : settings_.password;
    berval credentials{secret.size(), secret.data()};
    int id = 0;
    const int code = ldap_sasl_bind(ld_, settings_.external ? "" : settings_.bind_dn.c_str(),
                                    settings_.external ? "EXTERNAL" : LDAP_SASL_SIMPLE,
                                    &credentials, nullptr, nullptr, &id);
    if (code != LDAP_SUCCESS) {
        return failed(code, who);
    }
    auto message = next(id, who);
    if (!message) {
        return tl::unexpected(message.error());
    }
    const Ended ended = ended_by(ld_, message->get());
    if (ended.code != LDAP_SUCCESS) {
        return tl::unexpected(failure(ended.code, ended.diagnostic, settings_.url + ": " + who));
    }
    return {};
}

model::Result<Message> Connection::next(int id, const std::string& what)
{
    const auto end = Clock::now() + settings_.timeout;
    for (;;) {
        if (settings_.cancelled()) {
            return stopped();
        }
        timeval wait = timeval_of(kLook);
        LDAPMessage* message = nullptr;
        const int kind = ldap_result(ld_, id, LDAP_MSG_ONE, &wait, &message);
        if (kind > 0) {
            return Message{message};
        }
        if (kind < 0) {
            int code = LDAP_SERVER_DOWN;
            ldap_get_option(ld_, LDAP_OPT_RESULT_CODE, &code);
            return failed(code == LDAP_SUCCESS ? LDAP_SERVER_DOWN : code, what);
        }
        if (Clock::now() >= end) {
            return failed(LDAP_TIMEOUT, what);
        }
    }
}

model::Result<void> Connection::take_reference(LDAPMessage* message)
{
    const std::string elsewhere = foreign_reference(ld_, message);
    if (elsewhere.empty() || settings_.ignore_referrals) {
        return {};
    }
    return model::fail(ErrorKind::invalid,
                       settings_.url + ": a part of " + settings_.base +
                           " is on another server: " + elsewhere,
                       "make a source of its own for it, or write `ignore_referrals: true` if "
                       "nobody there is meant");
}

model::Result<void> Connection::take_info(LDAPMessage* message, const TakeInfo& info)
{
    const std::string bytes = sync_info_in(ld_, message);
    if (bytes.empty() || !info) {
        return {};
    }
    const auto said = sync_info(bytes);
    return said ? info(*said) : tl::unexpected(said.error());
}

// False at the end.
model::Result<bool> Connection::take_message(LDAPMessage* message, const TakeEntry& take,
                                             const TakeInfo& info, Ended& ended)
{
    model::Result<void> taken;
    switch (ldap_msgtype(message)) {
    case LDAP_RES_SEARCH_ENTRY: {
        Entry entry;
        if (const int code = read_entry(ld_, message, entry); code != LDAP_SUCCESS) {
            return failed(code, "read " + entry.dn);
        }
        taken = take(std::move(entry));
        break;
    }
    case LDAP_RES_SEARCH_REFERENCE:
        taken = take_reference(message);
        break;
    case LDAP_RES_INTERMEDIATE:
        taken = take_info(message, info);
        break;
    default:
        ended = ended_by(ld_, message);
        return false;
    }
    if (!taken) {
        return tl::unexpected(taken.error());
    }
    return true;
}

model::Result<Ended> Connection::search(const Search& search, const TakeEntry& take,
                                        const TakeInfo& info)
{
    std::vector<std::string> names = search.attributes;
    if (names.empty()) {
        names.emplace_back(LDAP_NO_ATTRS);
    }
    std::vector<char*> attributes;
    attributes.reserve(names.size() + 1);
    for (std::string& name : names) {
        attributes.push_back(name.data());
    }
    attributes.push_back(nullptr);
    SentControls controls{search.controls};
    const std::string what =
        "search below " + (search.base.empty() ? "the server's own entry" : search.base);
    int id = 0;
    const int code = ldap_search_ext(
        ld_, search.base.c_str(),
        search.scope == Scope::below ? LDAP_SCOPE_SUBTREE : LDAP_SCOPE_BASE, search.filter.c_str(),
        attributes.data(), 0, controls.get(), nullptr, nullptr, LDAP_NO_LIMIT, &id);
    if (code != LDAP_SUCCESS) {
        return failed(code, what);
    }
    Ended ended;
    for (;;) {
        auto message = next(id, what);
        model::Result<bool> more = message ? take_message(message->get(), take, info, ended)
                                           : model::Result<bool>{tl::unexpected(message.error())};
        if (!more) {
            ldap_abandon_ext(ld_, id, nullptr, nullptr);
            return tl::unexpected(more.error());
        }
        if (!*more) {
            return ended;
        }
    }
}

} // namespace

model::Result<std::unique_ptr<Session>> Session::open(const Settings& settings)
{
    auto connection = std::make_unique<Connection>(settings);
    if (auto begun = connection->begin(); !begun) {
        return tl::unexpected(begun.error());
    }
    return connection;
}

} // namespace rosterd::ldap
