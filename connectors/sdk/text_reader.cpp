#include "connectors/sdk/encoding.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include <unicode/ucnv.h>

namespace rosterd::sdk
{

namespace
{

using model::ErrorKind;

class File
{
public:
    explicit File(const std::string& path) : path_{path}
    {
        fd_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    }
    ~File()
    {
        if (fd_ >= 0) {
            ::close(fd_);
        }
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    bool is_open() const { return fd_ >= 0; }
    bool skip(std::uint64_t offset)
    {
        return ::lseek(fd_, static_cast<off_t>(offset), SEEK_SET) >= 0;
    }
    model::Result<std::size_t> read(std::span<char> to)
    {
        ssize_t got = 0;
        do {
            got = ::read(fd_, to.data(), to.size());
        } while (got < 0 && errno == EINTR);
        if (got < 0) {
            return failed();
        }
        return static_cast<std::size_t>(got);
    }
    tl::unexpected<model::Error> failed() const
    {
        return model::fail(errno == ENOENT ? ErrorKind::not_found : ErrorKind::transient,
                           path_ + ": " + std::strerror(errno),
                           "check the file and the permissions of the user rosterd runs as");
    }

private:
    std::string path_;
    int fd_ = -1;
};

class PlainReader final : public TextReader
{
public:
    explicit PlainReader(std::unique_ptr<File> file) : file_{std::move(file)} {}
    model::Result<std::size_t> read(std::span<char> to) override { return file_->read(to); }

private:
    std::unique_ptr<File> file_;
};

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

class ConvertingReader final : public TextReader
{
public:
    ConvertingReader(std::unique_ptr<File> file, Converter from, Converter to, std::string name)
        : file_{std::move(file)}, from_{std::move(from)}, to_{std::move(to)}, name_{std::move(name)}
    {
    }

    model::Result<std::size_t> read(std::span<char> to) override
    {
        char* target = to.data();
        while (target == to.data() && !done_) {
            if (auto filled = fill(); !filled) {
                return tl::unexpected(filled.error());
            }
            UErrorCode status = U_ZERO_ERROR;
            ucnv_convertEx(to_.get(), from_.get(), &target, to.data() + to.size(), &source_,
                           raw_.data() + size_, pivot_.data(), &pivot_source_, &pivot_target_,
                           pivot_.data() + pivot_.size(), false, end_ ? 1 : 0, &status);
            if (status == U_BUFFER_OVERFLOW_ERROR) {
                continue;
            }
            if (U_FAILURE(status) && !bad_) {
                // What was good before the bad bytes still stands in the pivot: once more for that.
                bad_ = true;
                end_ = true;
                source_ = raw_.data() + size_;
                ucnv_resetToUnicode(from_.get());
                continue;
            }
            done_ = bad_ || (end_ && source_ == raw_.data() + size_);
        }
        if (target == to.data() && bad_) {
            return model::fail(ErrorKind::invalid, "bytes that are not " + name_,
                               "save the file as UTF-8, or configure the right `encoding`");
        }
        return static_cast<std::size_t>(target - to.data());
    }

private:
    model::Result<std::size_t> fill()
    {
        if (source_ != raw_.data() + size_ || end_) {
            return size_;
        }
        const auto got = file_->read(raw_);
        if (got) {
            size_ = *got;
            source_ = raw_.data();
            end_ = size_ == 0;
        }
        return got;
    }

    std::unique_ptr<File> file_;
    Converter from_, to_;
    std::string name_;
    std::vector<char> raw_ = std::vector<char>(64u << 10);
    std::size_t size_ = 0;
    const char* source_ = raw_.data();
    std::array<UChar, 8192> pivot_{};
    UChar* pivot_source_ = pivot_.data();
    UChar* pivot_target_ = pivot_.data();
    bool end_ = false, done_ = false, bad_ = false;
};

} // namespace

model::Result<std::unique_ptr<TextReader>> open_text(const std::string& file,
                                                     const Encoding& encoding)
{
    auto opened = std::make_unique<File>(file);
    if (!opened->is_open() || !opened->skip(encoding.bom)) {
        return opened->failed();
    }
    if (encoding.name == "UTF-8") {
        return std::make_unique<PlainReader>(std::move(opened));
    }
    UErrorCode status = U_ZERO_ERROR;
    Converter from{ucnv_open(encoding.name.c_str(), &status), &ucnv_close};
    Converter to{ucnv_open("UTF-8", &status), &ucnv_close};
    if (U_SUCCESS(status)) {
        ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                            &status);
    }
    if (U_FAILURE(status)) {
        return model::fail(ErrorKind::invalid, "there is no encoding \"" + encoding.name + "\"",
                           "write one of UTF-8, UTF-16, GB18030, Big5-HKSCS");
    }
    return std::make_unique<ConvertingReader>(std::move(opened), std::move(from), std::move(to),
                                              encoding.name);
}

model::Result<std::string> read_bytes(const std::string& file, std::uint64_t offset,
                                      std::size_t size)
{
    File opened{file};
    if (!opened.is_open() || !opened.skip(offset)) {
        return opened.failed();
    }
    std::string bytes(size, '\0');
    std::size_t filled = 0;
    while (filled < size) {
        const auto got = opened.read(std::span{bytes}.subspan(filled));
        if (!got) {
            return tl::unexpected(got.error());
        }
        if (*got == 0) {
            break;
        }
        filled += *got;
    }
    bytes.resize(filled);
    return bytes;
}

} // namespace rosterd::sdk
