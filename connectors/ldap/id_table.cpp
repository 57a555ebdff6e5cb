#include "connectors/ldap/id_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace rosterd::ldap
{

namespace
{

constexpr std::size_t kDigits = 16;

std::array<char, kDigits> digits_of(std::uint64_t key)
{
    std::array<char, kDigits> out{};
    for (std::size_t i = 0; i < kDigits; ++i) {
        out[kDigits - 1 - i] = "0123456789abcdef"[(key >> (4 * i)) & 15];
    }
    return out;
}

} // namespace

void IdTable::set(std::uint64_t key, std::string_view id)
{
    const bool keeps = id.size() <= 255 && id.find('\n') == std::string_view::npos;
    slots_.push_back({key, static_cast<std::uint32_t>(ids_.size()),
                      keeps ? static_cast<std::uint32_t>(id.size()) : 0});
    ids_ += keeps ? id : std::string_view{};
}

// In order, of each key the last word only.
void IdTable::settle() const
{
    if (sorted_ == slots_.size()) {
        return;
    }
    const auto before = [](const Slot& a, const Slot& b) { return a.key < b.key; };
    const auto middle = slots_.begin() + static_cast<std::ptrdiff_t>(sorted_);
    std::stable_sort(middle, slots_.end(), before);
    std::inplace_merge(slots_.begin(), middle, slots_.end(), before);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        if (i + 1 == slots_.size() || slots_[i + 1].key != slots_[i].key) {
            slots_[kept++] = slots_[i];
        }
    }
    slots_.resize(kept);
    sorted_ = kept;
}

std::string IdTable::find(std::uint64_t key) const
{
    settle();
    const auto found = std::lower_bound(slots_.begin(), slots_.end(), key,
                                        [](const Slot& a, std::uint64_t b) { return a.key < b; });
    return found == slots_.end() || found->key != key ? "" : std::string{id_of(*found)};
}

std::vector<std::uint64_t> IdTable::without(const std::unordered_set<std::uint64_t>& kept) const
{
    settle();
    std::vector<std::uint64_t> out;
    for (const Slot& slot : slots_) {
        if (slot.length > 0 && !kept.contains(slot.key)) {
            out.push_back(slot.key);
        }
    }
    return out;
}

std::string IdTable::pack() const
{
    settle();
    std::string out;
    out.reserve(ids_.size() + slots_.size() * (kDigits + 1));
    for (const Slot& slot : slots_) {
        if (slot.length > 0) {
            const auto digits = digits_of(slot.key);
            out.append(digits.data(), digits.size());
            out.append(id_of(slot)).push_back('\n');
        }
    }
    return out;
}

IdTable IdTable::unpack(std::string_view text)
{
    IdTable out;
    while (text.size() > kDigits) {
        std::uint64_t key = 0;
        std::from_chars(text.data(), text.data() + kDigits, key, 16);
        const auto end = std::min(text.find('\n', kDigits), text.size());
        out.set(key, text.substr(kDigits, end - kDigits));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

} // namespace rosterd::ldap
