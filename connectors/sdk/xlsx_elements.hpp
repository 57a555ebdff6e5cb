// Cuts the elements of one name out of XML text that comes in pieces, so that a sheet of a million
// rows is never held as a whole.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/model/result.hpp"

namespace rosterd::sdk
{

// Puts the next bytes of the text there and says how many; 0 at the end.
using PullBytes = std::function<model::Result<std::size_t>(std::span<char>)>;

class XlsxElements
{
public:
    // `file` is for the messages; `name` without a namespace's prefix: "row" also finds "x:row".
    XlsxElements(std::string file, std::string name, PullBytes pull)
        : file_{std::move(file)}, name_{std::move(name)}, pull_{std::move(pull)}
    {
    }

    // The next element as XML text, valid until the next call; nullopt at the end. Errors: invalid
    // (text that ends within an element, an element above 4 MiB), and those of the bytes.
    model::Result<std::optional<std::string_view>> next();

private:
    std::optional<std::size_t> find_begin();
    std::optional<std::size_t> find_end() const;
    model::Result<bool> refill();
    model::Result<std::optional<std::string_view>> finish();

    std::string file_, name_;
    PullBytes pull_;
    std::string tag_, buffer_, tail_;
    std::size_t at_ = 0;
};

tl::unexpected<model::Error> broken_workbook(const std::string& file, const std::string& what);

} // namespace rosterd::sdk
