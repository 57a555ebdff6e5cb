#include "connectors/ldap/messages.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace rosterd::ldap
{

namespace
{

std::string text_of(const berval& bytes)
{
    return bytes.bv_val == nullptr ? std::string{} : std::string{bytes.bv_val, bytes.bv_len};
}

std::vector<Control> controls_of(LDAPControl** list)
{
    std::vector<Control> out;
    for (LDAPControl** one = list; one != nullptr && *one != nullptr; ++one) {
        out.push_back(
            {(*one)->ldctl_oid, (*one)->ldctl_iscritical != 0, text_of((*one)->ldctl_value)});
    }
    ldap_controls_free(list);
    return out;
}

bool is_of_no_concern(const std::string& reference)
{
    constexpr std::array<std::string_view, 3> kOwn{"/DC=DomainDnsZones,", "/DC=ForestDnsZones,",
                                                   "/CN=Configuration,"};
    return std::ranges::any_of(
        kOwn, [&](std::string_view one) { return reference.find(one) != std::string::npos; });
}

} // namespace

SentControls::SentControls(const std::vector<Control>& controls) : controls_{controls}
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
Ended ended_by(LDAP* ld, LDAPMessage* message)
{
    Ended ended;
    char* diagnostic = nullptr;
    LDAPControl** controls = nullptr;
    const int code =
        ldap_parse_result(ld, message, &ended.code, nullptr, &diagnostic, nullptr, &controls, 0);
    if (code != LDAP_SUCCESS && ended.code == LDAP_SUCCESS) {
        ended.code = code; // the answer itself can't be read
    }
    ended.diagnostic = diagnostic == nullptr ? "" : diagnostic;
    ldap_memfree(diagnostic);
    ended.controls = controls_of(controls);
    return ended;
}

int read_entry(LDAP* ld, LDAPMessage* message, Entry& entry)
{
    LDAPControl** controls = nullptr; // first: reading attributes writes over what follows them
    int code = ldap_get_entry_controls(ld, message, &controls);
    entry.controls = controls_of(controls);
    BerElement* ber = nullptr;
    berval name{};
    if (code == LDAP_SUCCESS) {
        code = ldap_get_dn_ber(ld, message, &ber, &name);
    }
    entry.dn = text_of(name);
    while (code == LDAP_SUCCESS) {
        BerVarray values = nullptr;
        code = ldap_get_attribute_ber(ld, message, ber, &name, &values);
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
    return code;
}

std::string sync_info_in(LDAP* ld, LDAPMessage* message)
{
    char* oid = nullptr;
    berval* value = nullptr;
    ldap_parse_intermediate(ld, message, &oid, &value, nullptr, 0);
    const bool is_sync = oid != nullptr && std::string_view{oid} == kSyncInfoOid;
    std::string bytes = value == nullptr ? "" : text_of(*value);
    ldap_memfree(oid);
    ber_bvfree(value);
    return is_sync ? bytes : std::string{};
}

std::string foreign_reference(LDAP* ld, LDAPMessage* message)
{
    char** list = nullptr;
    ldap_parse_reference(ld, message, &list, nullptr, 0);
    std::string foreign;
    for (char** one = list; one != nullptr && *one != nullptr; ++one) {
        if (!is_of_no_concern(*one)) {
            foreign = *one;
        }
    }
    ldap_memvfree(reinterpret_cast<void**>(list));
    return foreign;
}

} // namespace rosterd::ldap
