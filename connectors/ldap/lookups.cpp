#include "connectors/ldap/lookups.hpp"

#include "connectors/ldap/dn.hpp"
#include "core/model/record.hpp"

namespace rosterd::ldap
{

namespace
{

constexpr std::uint64_t kSeed = 0x1da9;

std::uint64_t key_of(const std::string& dn)
{
    return model::fingerprint(normal_dn(dn), kSeed);
}

} // namespace

std::string equals(const std::string& attribute, std::string_view value)
{
    std::string out = "(" + attribute + "=";
    for (const char c : value) {
        out += "\\" + hex(std::string_view{&c, 1});
    }
    return out + ")";
}

model::Result<Session*> Lookups::session()
{
    if (!session_) {
        auto opened = Session::open(settings_);
        if (!opened) {
            return tl::unexpected(opened.error());
        }
        session_ = std::move(*opened);
    }
    return session_.get();
}

model::Result<void> Lookups::learn_everybody(Session& session)
{
    return session.search_in_pages({settings_.base, Scope::below, settings_.filter, {settings_.id}},
                                   [&](const Entry& entry) -> model::Result<void> {
                                       everybody_.set(key_of(entry.dn), entry.first(settings_.id));
                                       return {};
                                   });
}

model::Result<std::string> Lookups::id_at(const std::string& dn)
{
    if (std::string known = everybody_.find(key_of(dn)); !known.empty() || dn.empty()) {
        return known;
    }
    if (const auto asked = asked_.find(dn); asked != asked_.end()) {
        return asked->second;
    }
    const auto with = session();
    if (!with) {
        return tl::unexpected(with.error());
    }
    // Not only people that `filter` means: a manager may be read by another source.
    const auto entry = (*with)->entry_at(dn, "(objectClass=*)", {settings_.id});
    if (!entry) {
        return tl::unexpected(entry.error());
    }
    return asked_.emplace(dn, entry->first(settings_.id)).first->second;
}

model::Result<void> Lookups::complete(Entry& entry)
{
    for (Attribute& attribute : entry.attributes) {
        auto range = range_of(attribute.name);
        while (range) {
            attribute.name = range->name;
            if (!range->next) {
                break;
            }
            const auto with = session();
            if (!with) {
                return tl::unexpected(with.error());
            }
            const std::string rest = range->name + ";range=" + std::to_string(*range->next) + "-*";
            const auto more = (*with)->entry_at(entry.dn, "(objectClass=*)", {rest});
            if (!more) {
                return tl::unexpected(more.error());
            }
            if (more->attributes.empty()) {
                return model::fail(model::ErrorKind::transient,
                                   entry.dn + ": the rest of " + range->name + " did not come",
                                   "the entry changed while it was read; it is read again");
            }
            const Attribute& part = more->attributes.front();
            attribute.values.insert(attribute.values.end(), part.values.begin(), part.values.end());
            range = range_of(part.name);
        }
    }
    return {};
}

model::Result<bool> Lookups::is_there(const std::string& id)
{
    const auto with = session();
    if (!with) {
        return tl::unexpected(with.error());
    }
    bool found = false;
    const auto asked =
        (*with)->search_in_pages({settings_.base,
                                  Scope::below,
                                  "(&" + settings_.filter + equals(settings_.id, id) + ")",
                                  {}},
                                 [&](const Entry&) -> model::Result<void> {
                                     found = true;
                                     return {};
                                 });
    return asked ? model::Result<bool>{found} : tl::unexpected(asked.error());
}

} // namespace rosterd::ldap
