// Columns of an export that changed places: what was one field's in nearly everybody is the other's
// now, and the other way round.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/model/person.hpp"

namespace rosterd::ingest
{

struct SwappedColumns {
    std::string field;
    std::string other;
    std::int64_t people = 0;
    std::int64_t had = 0; // of so many who had something in both
};

class Swaps
{
public:
    // -1 takes somebody back who turned out not to count.
    void look_at(const model::Person& before, const model::Person& now, std::int64_t times);

    // Of at least two people, and of four in five of those who had both: however small a company
    // is, nobody's record is corrected like that by chance. `had`: how many had something in each
    // field; one that is not in it everybody has.
    std::vector<SwappedColumns> all(const std::map<std::string, std::int64_t>& had) const;

private:
    std::map<std::pair<std::string, std::string>, std::int64_t> found_; // by both fields
};

} // namespace rosterd::ingest
