// Character sets of files: which one a file is in, and reading it as UTF-8.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/model/result.hpp"

namespace rosterd::sdk
{

// Length of the longest prefix that is strict UTF-8 (no surrogates, nothing over-long). A sequence
// cut off by the end is not part of it.
std::size_t valid_utf8_prefix(std::string_view bytes);
// Whether `bytes` could be the beginning of UTF-8 text: at most its last character is cut off.
bool may_be_utf8(std::string_view bytes);

struct Encoding {
    std::string name;      // "UTF-8" "UTF-16LE" "GB18030" "Big5-HKSCS" ...
    std::size_t bom = 0;   // bytes to skip at the start
    bool detected = false; // neither a byte order mark nor UTF-8 nor the configuration says so
    bool weak = false;     // detected on little evidence
};

bool is_encoding(const std::string& name);

// `head`: the file's beginning. `configured` counts where the head is not UTF-8. `known_headings`
// answers how many headings it recognises in UTF-8 text: the best evidence there is between GB18030
// and Big5, whose bytes overlap. Errors: invalid (no such encoding; nothing fits).
model::Result<Encoding>
choose_encoding(std::string_view head, const std::string& configured,
                const std::function<std::size_t(std::string_view)>& known_headings);
// The same for bytes that are known not to be UTF-8.
model::Result<Encoding>
choose_legacy_encoding(std::string_view bytes, const std::string& configured,
                       const std::function<std::size_t(std::string_view)>& known_headings);

// A file's bytes as UTF-8, in pieces. UTF-8 itself is passed through unchecked.
class TextReader
{
public:
    virtual ~TextReader() = default;
    // Number of bytes put into `to`; 0 at the end. Errors: invalid (undecodable; everything before
    // has been handed out), transient.
    virtual model::Result<std::size_t> read(std::span<char> to) = 0;
};

model::Result<std::unique_ptr<TextReader>> open_text(const std::string& file,
                                                     const Encoding& encoding);

// The first `size` bytes of `file`, from `offset` on; fewer at its end.
model::Result<std::string> read_bytes(const std::string& file, std::uint64_t offset,
                                      std::size_t size);

} // namespace rosterd::sdk
