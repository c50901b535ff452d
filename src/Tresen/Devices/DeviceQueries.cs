using Microsoft.EntityFrameworkCore;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Time;

namespace Tresen.Devices;

/// <summary>The table of this slice, and questions about devices.</summary>
public static class DeviceQueries
{
    extension(TresenDb db)
    {
        public DbSet<Device> Devices => db.Set<Device>();

        /// <summary>What stands around each tab of the device's record; null where there is no such device.</summary>
        public async Task<DeviceFrame.Data?> DeviceFrameAsync(Me me, int id, DateTimeOffset now, CancellationToken cancel) =>
            await db.Devices.WithParts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancel) is { } device
                ? new(device, Zone.DayOf(now), me.Can(Capability.MasterData), me.Can(Capability.Work)) : null;

        /// <summary>Those in use with that serial number, however it is written (<c>SN 4711</c> is <c>sn-4711</c>), with customer and site.</summary>
        public async Task<IReadOnlyList<Device>> DevicesWithSerialAsync(string? typed, CancellationToken cancel)
        {
            var bare = Device.Bare(typed);
            if (bare.Length < 3)
            {
                return [];
            }

            var devices = db.Devices.Active.WithParts;
            foreach (var (key, _) in SortKey.Words(string.Concat(typed!.Select(c => char.IsLetterOrDigit(c) ? c : ' '))))
            {
                devices = devices.Where(d => d.SearchKey.Contains(key));
            }

            return [.. (await devices.OrderBy(d => d.Id).Take(50).ToListAsync(cancel)).Where(d => Device.Bare(d.SerialNumber) == bare)];
        }
    }

    extension(IQueryable<Device> devices)
    {
        /// <summary>Those in use.</summary>
        public IQueryable<Device> Active => devices.Where(d => d.IsActive);

        /// <summary>With article, customer and site.</summary>
        public IQueryable<Device> WithParts => devices.Include(d => d.Article).Include(d => d.Customer).Include(d => d.Site);

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
