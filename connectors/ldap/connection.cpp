// The Session that libldap makes.
#include <algorithm>
#include <array>
#include <chrono>

#include <ldap.h>

#include "connectors/ldap/failures.hpp"
#include "connectors/ldap/session.hpp"

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

std::string text_of(const berval& bytes)
{
    return bytes.bv_val == nullptr ? std::string{} : std::string{bytes.bv_val, bytes.bv_len};
}

std::vector<Control> controls_of(LDAPControl** list)
{
    std::vector<Control> out;
    for (LDAPControl** one = list; one != nullptr && *one != nullptr; ++one) {
        out.push_back({(*one)->ldctl_oid, (*one)->ldctl_iscritical != 0,
                       text_of((*one)->ldctl_value)});
    }
    ldap_controls_free(list);
    return out;
}

struct FreeMessage {
    void operator()(LDAPMessage* message) const { ldap_msgfree(message); }
};
using Message = std::unique_ptr<LDAPMessage, FreeMessage>;

// libldap's form of what is sent along; the values stay ours.
class SentControls
{
public:
    explicit SentControls(const std::vector<Control>& controls) : controls_{controls}
    {
        list_.reserve(controls_.size());
        for (Control& one : controls_) {
            LDAPControl& sent = list_.emplace_back();
            sent.ldctl_oid = one.oid.data();
            sent.ldctl_iscritical = one.critical ? 1 : 0;
            if (one.value) {
                sent.ldctl_value = {one.value->size(), one.value->data()};
            }
        }
        for (LDAPControl& one : list_) {
            pointers_.push_back(&one);
        }
        pointers_.push_back(nullptr);
    }
    LDAPControl** get() { return pointers_.data(); }

private:
    std::vector<Control> controls_;
    std::vector<LDAPControl> list_;
    std::vector<LDAPControl*> pointers_;
};

// What references of Active Directory's own always point to: never people.
bool is_of_no_concern(const std::string& reference)
{
    constexpr std::array<std::string_view, 3> kOwn{"/DC=DomainDnsZones,", "/DC=ForestDnsZones,",
                                                   "/CN=Configuration,"};
    return std::ranges::any_of(
        kOwn, [&](std::string_view one) { return reference.find(one) != std::string::npos; });
}

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
    Ended ended_by(LDAPMessage* message);
    model::Result<Entry> entry_in(LDAPMessage* message);
    model::Result<void> take_reference(LDAPMessage* message);
    model::Result<void> take_info(LDAPMessage* message, const TakeInfo& info);
    tl::unexpected<model::Error> failed(int code, const std::string& what);

    LDAP* ld_ = nullptr;
};

tl::unexpected<model::Error> Connection::failed(int code, const std::string& what)
{
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
    return log_in();
}

model::Result<void> Connection::log_in()
{
    const std::string who = settings_.external ? "log in by certificate"
                            : settings_.bind_dn.empty() ? "log in as nobody"
                                                        : "log in as " + settings_.bind_dn;
    berval credentials{settings_.password.size(), const_cast<char*>(settings_.password.data())};
    int id = 0;
    const int code = ldap_sasl_bind(ld_, settings_.external ? "" : settings_.bind_dn.c_str(),
                                    settings_.external ? "EXTERNAL" : LDAP_SASL_SIMPLE,
                                    settings_.external ? nullptr : &credentials, nullptr, nullptr,
                                    &id);
    if (code != LDAP_SUCCESS) {
        return failed(code, who);
    }
    auto message = next(id, who);
    if (!message) {
        return tl::unexpected(message.error());
    }
    const Ended ended = ended_by(message->get());
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
            return model::fail(ErrorKind::cancelled, settings_.url + ": stopped on request");
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

Ended Connection::ended_by(LDAPMessage* message)
{
    Ended ended;
    char* diagnostic = nullptr;
    LDAPControl** controls = nullptr;
    const int code = ldap_parse_result(ld_, message, &ended.code, nullptr, &diagnostic, nullptr,
                                       &controls, 0);
    if (code != LDAP_SUCCESS && ended.code == LDAP_SUCCESS) {
        ended.code = code; // the answer itself can't be read
    }
    ended.diagnostic = diagnostic == nullptr ? "" : diagnostic;
    ldap_memfree(diagnostic);
    ended.controls = controls_of(controls);
    return ended;
}

model::Result<Entry> Connection::entry_in(LDAPMessage* message)
{
    Entry entry;
    BerElement* ber = nullptr;
    berval name{};
    int code = ldap_get_dn_ber(ld_, message, &ber, &name);
    entry.dn = text_of(name);
    while (code == LDAP_SUCCESS) {
        BerVarray values = nullptr;
        code = ldap_get_attribute_ber(ld_, message, ber, &name, &values);
        if (code != LDAP_SUCCESS || name.bv_val == nullptr) {
            break;
        }
        Attribute& attribute = entry.attributes.emplace_back();
        attribute.name = text_of(name);
        for (berval* value = values; value != nullptr && value->bv_val != nullptr; ++value) {
            attribute.values.push_back(text_of(*value));
        }
        ber_memfree(values);
    }
    ber_free(ber, 0);
    LDAPControl** controls = nullptr;
    if (code == LDAP_SUCCESS) {
        code = ldap_get_entry_controls(ld_, message, &controls);
    }
    entry.controls = controls_of(controls);
    if (code != LDAP_SUCCESS) {
        return failed(code, "read " + entry.dn);
    }
    return entry;
}

model::Result<void> Connection::take_reference(LDAPMessage* message)
{
    char** list = nullptr;
    ldap_parse_reference(ld_, message, &list, nullptr, 0);
    std::string unknown;
    for (char** one = list; one != nullptr && *one != nullptr; ++one) {
        if (!is_of_no_concern(*one)) {
            unknown = *one;
        }
    }
    ldap_memvfree(reinterpret_cast<void**>(list));
    if (unknown.empty() || settings_.ignore_referrals) {
        return {};
    }
    return model::fail(ErrorKind::invalid,
                       settings_.url + ": a part of " + settings_.base + " is on another server: " +
                           unknown,
                       "make a source of its own for it, or write `ignore_referrals: true` if "
                       "nobody there is meant");
}

model::Result<void> Connection::take_info(LDAPMessage* message, const TakeInfo& info)
{
    char* oid = nullptr;
    berval* value = nullptr;
    ldap_parse_intermediate(ld_, message, &oid, &value, nullptr, 0);
    const bool is_sync = oid != nullptr && std::string_view{oid} == kSyncInfoOid;
    const std::string bytes = value == nullptr ? "" : text_of(*value);
    ldap_memfree(oid);
    ber_bvfree(value);
    if (!is_sync || !info) {
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
        auto entry = entry_in(message);
        taken = entry ? take(std::move(*entry)) : tl::unexpected(entry.error());
        break;
    }
    case LDAP_RES_SEARCH_REFERENCE:
        taken = take_reference(message);
        break;
    case LDAP_RES_INTERMEDIATE:
        taken = take_info(message, info);
        break;
    default:
        ended = ended_by(message);
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
        ld_, search.base.c_str(), search.scope == Scope::below ? LDAP_SCOPE_SUBTREE : LDAP_SCOPE_BASE,
        search.filter.c_str(), attributes.data(), 0, controls.get(), nullptr, nullptr,
        LDAP_NO_LIMIT, &id);
    if (code != LDAP_SUCCESS) {
        return failed(code, what);
    }
    Ended ended;
    for (;;) {
        auto message = next(id, what);
        model::Result<bool> more =
            message ? take_message(message->get(), take, info, ended)
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
