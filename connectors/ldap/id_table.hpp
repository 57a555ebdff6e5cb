// Employee ids by a 64-bit key, for as many people as a directory has: 16 bytes and the id for
// each.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace rosterd::ldap
{

class IdTable
{
public:
    // The last word on a key counts; "": there is none any more. Ids are at most 255 bytes without
    // line breaks; others are not kept.
    void set(std::uint64_t key, std::string_view id);
    std::string find(std::uint64_t key) const; // "" if there is none
    // The keys there are but not in `kept`.
    std::vector<std::uint64_t> without(const std::unordered_set<std::uint64_t>& kept) const;

    // Lines of 16 hexadecimal digits and the id, in the order of the keys.
    std::string pack() const;
    static IdTable unpack(std::string_view text);

private:
    struct Slot {
        std::uint64_t key;
        std::uint32_t at;
        std::uint32_t length;
    };
    void settle() const;
    std::string_view id_of(const Slot& slot) const
    {
        return std::string_view{ids_}.substr(slot.at, slot.length);
    }

    // Appended as they come, put in order when somebody asks.
    mutable std::vector<Slot> slots_;
    mutable std::size_t sorted_ = 0; // of slots_, how many are in order
    std::string ids_;
};

} // namespace rosterd::ldap
