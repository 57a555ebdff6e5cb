#include "connectors/ldap/session.hpp"

#include <ldap.h>

#include "connectors/ldap/failures.hpp"

namespace rosterd::ldap
{

namespace
{

std::string doing(const Settings& settings, const Search& search)
{
    return settings.url + ": search " + (search.scope == Scope::below ? "below " : "for ") +
           (search.base.empty() ? "the server's own entry" : search.base);
}

} // namespace

model::Result<void> Session::check(const Ended& ended, const Search& search) const
{
    if (ended.code == LDAP_SUCCESS) {
        return {};
    }
    return tl::unexpected(failure(ended.code, ended.diagnostic, doing(settings_, search)));
}

model::Result<void> Session::search_in_pages(Search search, const TakeEntry& take)
{
    const std::vector<Control> own = search.controls;
    std::string cookie;
    do {
        search.controls = own;
        search.controls.push_back(paged(settings_.page_size, cookie));
        const auto ended = this->search(search, take);
        if (!ended) {
            return tl::unexpected(ended.error());
        }
        if (auto good = check(*ended, search); !good) {
            return good;
        }
        cookie.clear();
        if (const Control* const page = find_control(ended->controls, kPagedOid)) {
            auto next = paged_cookie(*page);
            if (!next) {
                return tl::unexpected(next.error());
            }
            cookie = std::move(*next);
        }
    } while (!cookie.empty());
    return {};
}

model::Result<Entry> Session::entry_at(const std::string& dn, const std::string& filter,
                                       const std::vector<std::string>& attributes)
{
    const Search search{dn, Scope::entry, filter, attributes};
    Entry found;
    const auto ended = this->search(search, [&](Entry entry) -> model::Result<void> {
        found = std::move(entry);
        return {};
    });
    if (!ended) {
        return tl::unexpected(ended.error());
    }
    // A DN may point to what is gone, or to another server.
    if (ended->code == LDAP_NO_SUCH_OBJECT || ended->code == LDAP_REFERRAL ||
        ended->code == LDAP_INVALID_DN_SYNTAX) {
        return Entry{};
    }
    if (auto good = check(*ended, search); !good) {
        return tl::unexpected(good.error());
    }
    return found;
}

} // namespace rosterd::ldap
