import type { TensorPicture } from '../../core/pixels/tensor-picture.ts'
import { PixelCanvas } from '../pixel-canvas.tsx'
import { channelNames } from './channel-names.ts'
import { formatValue } from './format-value.ts'

export interface SeenPicture extends TensorPicture {
  readonly width: number
  readonly height: number
  readonly preprocessing: Parameters<typeof channelNames>[0]
}

interface TensorPicturesProps {
  seen: SeenPicture
  /** Whose tensor it is, for screen readers: "as the export says". */
  whose: string
}

/** What a model was fed: before and after normalisation, and the range of each channel. */
export function TensorPictures({ seen, whose }: TensorPicturesProps) {
  const { width, height, resized, normalised, channels, preprocessing } = seen
  const look = 'w-full rounded-lg border border-line bg-well'
  return (
    <div className="grid min-w-0 gap-3">
      <div className="grid grid-cols-2 gap-3">
        <figure className="min-w-0">
          <PixelCanvas
            {...{ width, height }}
            pixels={resized}
            name={`Resized, ${whose}`}
            className={look}
          />
          <figcaption className="mt-1">Resized, {`${width} × ${height}`}</figcaption>
        </figure>
        <figure className="min-w-0">
          <PixelCanvas
            {...{ width, height }}
            pixels={normalised}
            name={`Normalised, ${whose}`}
            className={look}
          />
          <figcaption className="mt-1">Normalised, each channel stretched</figcaption>
        </figure>
      </div>
      <table className="num w-full table-fixed text-right">
        <caption className="sr-only">Numbers in the tensor, {whose}</caption>
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className="py-1 text-left font-medium">
              Channel
            </th>
            {['Least', 'Mean', 'Greatest'].map((title) => (
              <th key={title} scope="col" className="py-1 font-medium">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {channelNames(preprocessing).map((name, i) => (
            <tr key={name}>
              <th scope="row" className="py-0.5 text-left font-normal">
                {name}
              </th>
              <td>{formatValue(channels[i]?.min)}</td>
              <td>{formatValue(channels[i]?.mean)}</td>
              <td>{formatValue(channels[i]?.max)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
