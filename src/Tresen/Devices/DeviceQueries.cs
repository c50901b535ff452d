using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Text;

namespace Tresen.Devices;

/// <summary>The table of this slice, and questions about devices.</summary>
public static class DeviceQueries
{
    extension(TresenDb db)
    {
        public DbSet<Device> Devices => db.Set<Device>();
    }

    extension(IQueryable<Device> devices)
    {
        /// <summary>Those in use.</summary>
        public IQueryable<Device> Active => devices.Where(d => d.IsActive);

        /// <summary>Whose name, serial number, tag, article or customer contains every word of the text.</summary>
        public IQueryable<Device> Matching(string? text)
        {
            foreach (var (key, _) in SortKey.Words(text))
            {
                devices = devices.Where(d => d.SearchKey.Contains(key) || d.Customer.SearchKey.Contains(key) || (d.Article != null && d.Article.SearchKey.Contains(key)));
            }

            return devices;
        }

        /// <summary>Whose serial number, tag or name is exactly that: what was typed into a field without choosing from the list.</summary>
        public IQueryable<Device> Called(string? text)
        {
            var (typed, key) = (PlainText.Line(text), SortKey.Of(text ?? ""));
            return devices.Where(d => d.SerialNumber == typed || d.Tag == typed || d.SortKey == key);
        }
    }
}
