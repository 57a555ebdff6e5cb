#include <algorithm>

#include "core/scim/filter_match.hpp"
#include "core/scim/index.hpp"
#include "core/scim/words.hpp"
#include "daemon/scim/answer.hpp"
#include "daemon/scim/endpoints.hpp"

namespace rosterd::scim
{

namespace
{

using model::Json;
using state::ScimResource;

constexpr std::int64_t kPage = 500; // documents in memory while looking through

bool mentions(const Filter& filter, std::string_view name) // NOLINT(misc-no-recursion)
{
    return same_word(filter.path.name, name) ||
           std::ranges::any_of(filter.parts,
                               [&](const Filter& part) { return mentions(part, name); });
}

// One search over one type after the other. Of what fits, only what is needed to put it in order
// is kept.
class Search
{
public:
    Search(Resources& resources, const ListQuery& query, const std::string& base)
        : resources_{resources}, query_{query}, base_{base}
    {
        if (!query.filter || !mentions(*query.filter, "groups")) {
            looked_at_.without.push_back({"", "groups", ""}); // another look at the store for each
        }
        if (query.sort_by) {
            kept_.only.push_back(*query.sort_by);
        } else {
            kept_.only.push_back({"", "id", ""});
        }
    }

    Answer<void> look(const ResourceType& type)
    {
        const Narrowed by = query_.filter ? narrowed(*query_.filter, type) : Narrowed{};
        state::ScimStore& store = resources_.store();
        if (by.id) {
            if (const auto one = store.get(resources_.source(), type.name, *by.id)) {
                consider(*one, type);
            }
            return {};
        }
        if (by.key) {
            for (const ScimResource& one : store.find(resources_.source(), type.name, *by.key)) {
                consider(one, type);
            }
            return {};
        }
        return look_through(type);
    }

    Json list()
    {
        if (query_.sort_by) {
            sort(found_, *query_.sort_by, query_.descending, user_type());
        }
        const auto total = static_cast<std::int64_t>(found_.size());
        Json shown_ones = Json::array();
        const auto end = std::min(total, query_.start - 1 + query_.count);
        for (std::int64_t i = std::min(query_.start - 1, total); i < end; ++i) {
            const Json& one = found_[static_cast<std::size_t>(i)];
            const ResourceType& type = one[kType] == group_type().name ? group_type() : user_type();
            if (const auto resource = resources_.store().get(resources_.source(), type.name,
                                                             one["id"].get<std::string>())) {
                shown_ones.push_back(shown(*resource, type, resources_, base_, query_.projection));
            }
        }
        return list_of(total, query_.start, std::move(shown_ones));
    }

    static Json list_of(std::int64_t total, std::int64_t start, Json resources)
    {
        return {{"schemas", {"urn:ietf:params:scim:api:messages:2.0:ListResponse"}},
                {"totalResults", total},
                {"startIndex", start},
                {"itemsPerPage", resources.size()},
                {"Resources", std::move(resources)}};
    }

private:
    static constexpr const char* kType = "\x1ftype"; // no attribute's name

    Answer<void> look_through(const ResourceType& type)
    {
        state::ScimStore& store = resources_.store();
        const std::int64_t all = store.count(resources_.source(), type.name);
        if (all > kMostLookedThrough) {
            return refuse("tooMany", "there are " + std::to_string(all) +
                                         " resources: filter with eq by id, userName, externalId, "
                                         "employeeNumber, emails or displayName");
        }
        for (std::int64_t at = 0; at < all; at += kPage) {
            for (const ScimResource& one : store.page(resources_.source(), type.name, at, kPage)) {
                consider(one, type);
            }
        }
        return {};
    }

    void consider(const ScimResource& resource, const ResourceType& type)
    {
        Json whole = shown(resource, type, resources_, base_, looked_at_);
        if (query_.filter && !matches(*query_.filter, whole, type)) {
            return;
        }
        Json kept = projected(std::move(whole), kept_, type);
        kept[kType] = type.name;
        found_.push_back(std::move(kept));
    }

    Resources& resources_;
    const ListQuery& query_;
    const std::string& base_;
    Projection looked_at_;
    Projection kept_;
    std::vector<Json> found_;
};

} // namespace

Answer<Json> search(Resources& resources, const ResourceType* type, const ListQuery& query,
                    const std::string& base)
{
    if (type != nullptr && !query.filter && !query.sort_by) {
        state::ScimStore& store = resources.store();
        Json some = Json::array();
        for (const ScimResource& one :
             store.page(resources.source(), type->name, query.start - 1, query.count)) {
            some.push_back(shown(one, *type, resources, base, query.projection));
        }
        return Search::list_of(store.count(resources.source(), type->name), query.start,
                               std::move(some));
    }
    Search found{resources, query, base};
    for (const ResourceType* one : resource_types()) {
        if (type != nullptr && type != one) {
            continue;
        }
        if (auto looked = found.look(*one); !looked) {
            return tl::unexpected(looked.error());
        }
    }
    return found.list();
}

} // namespace rosterd::scim
