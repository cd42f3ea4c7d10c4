import { Modal, type ModalProps } from '@mantine/core'

/** A dialog in the middle of the page, closed by its button and by Escape. */
export function Dialog(props: ModalProps) {
  return (
    <Modal
      centered
      // Mantine draws a <header>, which would be a second banner to the page's own.
      attributes={{ header: { role: 'presentation' } }}
      closeButtonProps={{ 'aria-label': 'Close' }}
      {...props}
    />
  )
}
