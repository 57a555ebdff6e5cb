// Searching by name: /v1.0/contact/users/search and departments/search.
#include <algorithm>
#include <array>

#include "daemon/sandbox/endpoints.hpp"

namespace rosterd::sandbox
{

namespace
{

using NewOutcome = tl::expected<Json, NewRefusal>;

constexpr std::int64_t kFarthest = 1'000'000'000; // beyond any company

struct Search {
    std::string word;
    bool whole = false; // fullMatchField 1
    std::size_t from = 0;
    std::size_t size = 0;
};

// The pages call `offset` a page number, its name says otherwise: see Rules.
tl::expected<Search, NewRefusal> read_search(const Company& company, Parameters& parameters)
{
    const auto word = parameters.text("queryWord").value_or("");
    const auto offset = parameters.integer("offset").value_or(-1);
    const auto size = parameters.integer("size").value_or(0);
    const bool whole = parameters.integer("fullMatchField").value_or(0) == 1;
    if (parameters.refused() || word.empty() || offset < 0 || offset > kFarthest || size < 1 ||
        size > 100) {
        return refuse_new(400, "parameter.error", "queryWord, offset, size");
    }
    const auto from = company.rules.search_offset_is_page ? offset * size : offset;
    return Search{word, whole, static_cast<std::size_t>(from), static_cast<std::size_t>(size)};
}

bool matches(const Search& search, const std::string& name)
{
    return search.whole ? name == search.word : name.find(search.word) != std::string::npos;
}

Json page_of(const Search& search, const std::vector<Json>& found)
{
    const auto from = std::min(found.size(), search.from);
    const auto to = std::min(found.size(), from + search.size);
    Json answer{
        {"hasMore", to < found.size()}, {"totalCount", found.size()}, {"list", Json::array()}};
    for (auto at = from; at < to; ++at) {
        answer["list"].push_back(found[at]);
    }
    return answer;
}

// [address-book-search-user-id]
NewOutcome users(Company& company, Parameters& parameters)
{
    const auto search = read_search(company, parameters);
    if (!search) {
        return tl::unexpected{search.error()};
    }
    std::vector<Json> found;
    for (const auto* user : company.organisation.users()) {
        if (matches(*search, user->name) && sees(company, *user)) {
            found.emplace_back(user->userid);
        }
    }
    return page_of(*search, found);
}

// [address-book-search-department-id]
NewOutcome departments(Company& company, Parameters& parameters)
{
    const auto search = read_search(company, parameters);
    if (!search) {
        return tl::unexpected{search.error()};
    }
    std::vector<Json> found;
    for (const auto id : company.organisation.department_ids()) {
        if (matches(*search, company.organisation.department(id)->name) && sees(company, id)) {
            found.emplace_back(id);
        }
    }
    return page_of(*search, found);
}

constexpr std::array<NewEndpoint, 2> kEndpoints{{
    {"/v1.0/contact/users/search", "POST", users},
    {"/v1.0/contact/departments/search", "POST", departments},
}};

} // namespace

std::span<const NewEndpoint> search_endpoints()
{
    return kEndpoints;
}

} // namespace rosterd::sandbox
