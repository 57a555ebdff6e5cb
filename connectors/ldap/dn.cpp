#include "connectors/ldap/dn.hpp"

#include <algorithm>
#include <memory>
#include <vector>

#include <ldap.h>

namespace rosterd::ldap
{

namespace
{

struct Part {
    std::string normal; // of a whole RDN
    std::string unit;   // "" where it is none
};

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    return text;
}

std::string text_of(const berval& bytes)
{
    return bytes.bv_val == nullptr ? std::string{} : std::string{bytes.bv_val, bytes.bv_len};
}

// The entry itself first. Empty for what is no DN.
std::vector<Part> parts_of(const std::string& dn)
{
    LDAPDN parsed = nullptr;
    std::vector<Part> parts;
    if (ldap_str2dn(dn.c_str(), &parsed, LDAP_DN_FORMAT_LDAPV3) != LDAP_SUCCESS) {
        return parts;
    }
    const std::unique_ptr<LDAPRDN, decltype(&ldap_dnfree)> owner{parsed, ldap_dnfree};
    for (LDAPDN rdn = parsed; rdn != nullptr && *rdn != nullptr; ++rdn) {
        std::vector<std::string> values;
        Part& part = parts.emplace_back();
        for (LDAPRDN ava = *rdn; *ava != nullptr; ++ava) {
            const std::string type = lower(text_of((*ava)->la_attr));
            const std::string value = text_of((*ava)->la_value);
            values.push_back(type + "=" + lower(value));
            if (type == "ou" || type == "organizationalunitname") {
                part.unit = value;
            }
        }
        std::ranges::sort(values);
        for (const std::string& value : values) {
            part.normal += value + '\n'; // which no name has in it
        }
    }
    return parts;
}

bool ends_with(const std::vector<Part>& dn, const std::vector<Part>& base)
{
    return dn.size() >= base.size() &&
           std::equal(base.rbegin(), base.rend(), dn.rbegin(),
                      [](const Part& a, const Part& b) { return a.normal == b.normal; });
}

std::string undivided(const std::string& name)
{
    std::string out;
    for (const char c : name) {
        out += c == '/' ? "／" : c == ';' ? "；" : std::string(1, c);
    }
    return out;
}

} // namespace

std::string normal_dn(const std::string& dn)
{
    std::string out;
    for (const Part& part : parts_of(dn)) {
        out += part.normal + '\n';
    }
    return out;
}

bool is_below(const std::string& dn, const std::string& base)
{
    return ends_with(parts_of(dn), parts_of(base));
}

std::string unit_path(const std::string& dn, const std::string& base)
{
    const std::vector<Part> parts = parts_of(dn);
    const std::vector<Part> top = parts_of(base);
    std::string path;
    const std::size_t end = ends_with(parts, top) ? parts.size() - top.size() : parts.size();
    for (std::size_t i = 1; i < end; ++i) {
        if (!parts[i].unit.empty()) {
            path = "/" + undivided(parts[i].unit) + path;
        }
    }
    return path.empty() ? "/" : path;
}

} // namespace rosterd::ldap
